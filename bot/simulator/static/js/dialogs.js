// Small forms in the middle of the page.

import { h } from "./dom.js";
import { t } from "./i18n.js";

// ask(title, fields) → an object of the answers, or null. A field: {name, label, value, type, long, options, choices}.
export function ask(title, fields, ok = t("ok")) {
  return new Promise((resolve) => {
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", {}, title),
      fields.map(field),
      h(
        "div",
        { class: "dialog-actions" },
        h("button", { type: "button", class: "quiet", on: { click: () => dialog.close() } }, t("cancel")),
        h("button", { type: "submit", class: "strong" }, ok),
      ),
    );
    const dialog = h("dialog", { class: "dialog", "aria-label": title }, form);
    let answer = null;
    form.addEventListener("submit", () => (answer = answers(form, fields)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function field({ name, label, value = "", type = "text", long, options, choices, ...more }) {
  if (choices) {
    const boxes = choices.map(([id, text]) =>
      h("label", { class: "check" }, h("input", { type: "checkbox", name, value: id }), text),
    );
    return h("fieldset", {}, h("legend", {}, label), boxes);
  }
  if (type === "checkbox")
    return h("label", { class: "check" }, h("input", { type, name, checked: Boolean(value) }), label);
  const input = long
    ? h("textarea", { name, rows: 3 })
    : options
      ? h(
          "select",
          { name },
          options.map(([id, text]) => h("option", { value: id, selected: id === value }, text)),
        )
      : h("input", { name, type, autocomplete: "off", ...more });
  input.value = value;
  return h("label", {}, h("span", {}, label), input);
}

function answers(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.map(({ name, type, choices }) => [
      name,
      choices ? data.getAll(name) : type === "checkbox" ? data.has(name) : data.get(name),
    ]),
  );
}
