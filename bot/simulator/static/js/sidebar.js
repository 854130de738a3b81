// The list of people and groups, with what was said last and what is unread.

import { post } from "./api.js";
import { avatar } from "./avatars.js";
import { ask } from "./dialogs.js";
import { h, put } from "./dom.js";
import { dayOf, lang, setLang, t, timeOf } from "./i18n.js";
import { icon } from "./icons.js";
import { messagesOf, store, unread } from "./store.js";

export class Sidebar {
  constructor(select, isOpen, operate) {
    Object.assign(this, { select, isOpen });
    this.list = h("nav", { class: "chat-list", "aria-label": t("chats") });
    const language = h(
      "button",
      { type: "button", class: "plain language", on: { click: () => setLang(lang === "th" ? "en" : "th") } },
      lang === "th" ? "EN" : "ไทย",
    );
    this.wrong = h("b", { class: "badge-count", hidden: true });
    const head = h(
      "header",
      { class: "sidebar-head" },
      h("div", {}, h("h1", {}, t("title")), h("p", {}, t("subtitle"))),
      language,
      h(
        "button",
        {
          type: "button",
          class: "plain",
          "aria-label": t("operator"),
          data: { testid: "operator" },
          on: { click: operate },
        },
        icon("tools"),
        this.wrong,
      ),
    );
    const foot = h(
      "footer",
      { class: "sidebar-foot" },
      h(
        "button",
        { type: "button", data: { testid: "add-person" }, on: { click: () => this.addPerson() } },
        icon("person", 20),
        t("add_person"),
      ),
      h(
        "button",
        { type: "button", data: { testid: "add-group" }, on: { click: () => this.addGroup() } },
        icon("group", 20),
        t("add_group"),
      ),
    );
    this.element = h("aside", { class: "sidebar" }, head, this.list, foot);
    this.draw();
  }

  draw() {
    this.wrong.hidden = !store.violations;
    this.wrong.textContent = store.violations;
    const wrong = store.violations ? `, ${t("violations", { n: store.violations })}` : "";
    this.wrong.parentElement.setAttribute("aria-label", t("operator") + wrong);
    const chats = [...store.people.values(), ...store.groups.values()];
    put(this.list, chats.length ? chats.map((chat) => this.item(chat)) : h("p", { class: "hint" }, t("empty_text")));
  }

  item(chat) {
    const last = messagesOf(chat.id).at(-1);
    const count = unread(chat.id);
    return h(
      "button",
      {
        type: "button",
        class: `chat-item ${this.isOpen(chat.id) ? "open" : ""}`,
        data: { openChat: chat.id },
        "aria-pressed": String(this.isOpen(chat.id)),
        on: { click: (event) => this.select(chat.id, event.ctrlKey || event.metaKey) },
      },
      avatar(chat.id, 44),
      h(
        "span",
        { class: "chat-words" },
        h(
          "strong",
          { class: "dots" },
          chat.name,
          chat.members && h("small", {}, ` (${chat.members.length + (chat.joined ? 1 : 0)})`),
        ),
        h("span", { class: "dots" }, last ? summary(last) : ""),
      ),
      h(
        "span",
        { class: "chat-side" },
        last && h("time", {}, when(last.at)),
        count > 0 && h("b", { class: "unread" }, String(count)),
      ),
    );
  }

  async addPerson() {
    const answer = await ask(
      t("add_person"),
      [
        { name: "name", label: t("name"), required: true },
        {
          name: "language",
          label: t("language"),
          value: "th",
          options: [
            ["th", "ไทย"],
            ["en", "English"],
          ],
        },
        { name: "friend", label: t("friend"), type: "checkbox", value: true },
      ],
      t("save"),
    );
    if (!answer?.name) return;
    const person = await post("people", { name: answer.name, language: answer.language });
    if (answer.friend) await post(`people/${person.id}/follow`);
    this.select(person.id, true);
  }

  async addGroup() {
    const choices = [...store.people.values()].map((person) => [person.id, person.name]);
    const answer = await ask(
      t("add_group"),
      [
        { name: "name", label: t("name"), required: true },
        { name: "members", label: t("members"), choices },
        { name: "bot", label: t("bot_in_group"), type: "checkbox", value: true },
      ],
      t("save"),
    );
    if (!answer?.name || !answer.members.length) return;
    const group = await post("groups", { name: answer.name, members: answer.members });
    if (answer.bot) await post(`groups/${group.id}/bot`);
    this.select(group.id, true);
  }
}

const when = (at) => (dayOf(at) === dayOf(Date.now()) ? timeOf(at) : dayOf(at).replace(/[,\s]*\d{4}$/, ""));

const SIGNS = { image: "picture", video: "film", audio: "mic", file: "file", location: "pin", sticker: "smile" };

function summary(message) {
  const { body } = message;
  if (message.unsent) return t("unsend");
  if (body.type === "note") return "…";
  return (
    body.text ??
    body.altText ??
    body.title ??
    body.fileName ??
    (SIGNS[body.type] ? icon(SIGNS[body.type], 16) : body.type)
  );
}
