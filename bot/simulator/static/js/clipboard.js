// Copies a text, also where the browser gives no clipboard (plain http in some set-ups).

import { notice } from "./notice.js";
import { t } from "./i18n.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  notice(t("you_copied"));
}
