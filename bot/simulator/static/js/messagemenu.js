// The small menu of a message: copy, and for one's own messages unsend and (in groups) edit.

import { post } from "./api.js";
import { copy } from "./clipboard.js";
import { ask } from "./dialogs.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

export function messageMenu(message, own) {
  const items = [];
  if (message.body.text) items.push([t("copy"), "copy", () => copy(message.body.text)]);
  if (own) items.push([t("unsend"), "undo", () => post(`messages/${message.id}/unsend`)]);
  if (own && message.chat.startsWith("C") && message.body.type === "text")
    items.push([t("edit"), "edit", () => edit(message)]);
  if (!items.length) return null;
  const list = h(
    "div",
    { class: "menu-items", role: "menu", hidden: true },
    items.map(([label, name, act]) =>
      h("button", { type: "button", role: "menuitem", on: { click: () => (close(), act()) } }, icon(name, 18), label),
    ),
  );
  const button = h(
    "button",
    {
      type: "button",
      class: "menu-button",
      "aria-label": t("message_menu"),
      "aria-haspopup": "menu",
      on: { click: () => (list.hidden ? show() : close()) },
    },
    icon("more", 18),
  );
  const outside = (event) => !menu.contains(event.target) && close();
  const menu = h("div", { class: "message-menu" }, button, list);
  function show() {
    list.hidden = false;
    document.addEventListener("pointerdown", outside);
    list.querySelector("button").focus();
  }
  function close() {
    list.hidden = true;
    document.removeEventListener("pointerdown", outside);
  }
  menu.show = show;
  list.addEventListener("keydown", (event) => event.key === "Escape" && (close(), button.focus()));
  return menu;
}

// A finger held on a message opens its menu, as in LINE's app.
export function holdable(row, menu) {
  if (!menu) return row;
  let timer;
  const stop = () => clearTimeout(timer);
  row.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" && !menu.contains(event.target)) timer = setTimeout(menu.show, 500);
  });
  ["pointerup", "pointercancel", "pointermove"].forEach((name) => row.addEventListener(name, stop));
  row.addEventListener("contextmenu", (event) => matchMedia("(hover: none)").matches && event.preventDefault());
  return row;
}

async function edit(message) {
  const answer = await ask(t("edit"), [{ name: "text", label: t("message"), value: message.body.text, long: true }]);
  if (answer?.text) await post(`messages/${message.id}/edit`, { text: answer.text });
}
