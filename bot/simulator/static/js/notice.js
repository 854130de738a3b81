// Short words at the foot of the page that go away by themselves.

import { h } from "./dom.js";

export function notice(text) {
  const shown = h("div", { class: "notice", role: "status" }, text);
  document.body.append(shown);
  setTimeout(() => shown.remove(), 3500);
}
