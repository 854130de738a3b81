// One phone: a person's chat with the bot, or a group seen by one of its members.

import { perform } from "./acting.js";
import { post } from "./api.js";
import { avatar } from "./avatars.js";
import { Composer } from "./composer.js";
import { h, put } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { QuickReplies } from "./quickreply.js";
import { RichMenu } from "./richmenu.js";
import { isGroup, listen, nameOf, store } from "./store.js";
import { Timeline } from "./timeline.js";

export class Phone {
  constructor(chat, close) {
    Object.assign(this, { chat, close });
    this.person = isGroup(chat) ? store.groups.get(chat).members[0] : chat;
    const act = (action) => perform(chat, this.person, action, this);
    this.timeline = new Timeline(chat, this.person, act);
    this.replies = new QuickReplies(chat, act);
    this.composer = new Composer(chat, () => this.person);
    this.richMenu = isGroup(chat) ? null : new RichMenu(chat, act);
    this.header = h("header", { class: "phone-header" });
    this.caption = h("div", { class: "caption" });
    const screen = h(
      "div",
      { class: "screen" },
      this.header,
      this.timeline.element,
      this.replies.element,
      this.composer.element,
      this.richMenu?.element,
    );
    this.element = h("section", { class: "phone", data: { chat } }, this.caption, screen);
    this.drawFrame();
    this.stop = listen((kind, data) => this.hear(kind, data));
  }

  end() {
    this.stop();
    this.element.remove();
  }

  hear(kind, data) {
    if (kind === "message" && data.message.chat === this.chat) {
      this.timeline.draw(data.message);
      this.replies.draw();
    }
    if (kind === "loading" && data.chat === this.chat) this.timeline.drawTyping();
    if (kind === "richmenu") this.richMenu?.load();
    if (kind === "person" || kind === "group") this.drawFrame();
  }

  // ---- what actions ask of the phone

  choose = (what) => this.composer.choose(what);

  input(option, text) {
    if (option === "openKeyboard") this.composer.fill(text ?? "");
    if (option === "closeRichMenu" || option === "openRichMenu") this.richMenu?.set(option === "openRichMenu");
  }

  // ---- frame

  drawFrame() {
    const group = store.groups.get(this.chat);
    const title = group
      ? [
          h("strong", { class: "dots" }, group.name),
          h("small", {}, t("members_count", { n: group.members.length + (group.joined ? 1 : 0) })),
        ]
      : [
          h("span", { class: "badge", role: "img", "aria-label": t("official") }, "★"),
          h("strong", { class: "dots" }, store.bot.name),
        ];
    put(
      this.header,
      h(
        "button",
        { type: "button", class: "plain back", "aria-label": t("back"), on: { click: () => this.close() } },
        icon("back"),
      ),
      h("div", { class: "phone-title" }, title),
      this.menu(group),
    );
    const person = store.people.get(this.chat);
    const state = person?.blocked ? t("blocked") : person && !person.friend ? t("not_friend") : "";
    put(
      this.caption,
      avatar(this.chat, 30),
      h("span", { class: "caption-name dots" }, nameOf(this.chat)),
      state && h("span", { class: "state" }, state),
      group && this.speaker(group),
      h(
        "button",
        { type: "button", class: "plain shut", "aria-label": t("close_phone"), on: { click: () => this.close() } },
        icon("close", 18),
      ),
    );
    this.element?.setAttribute("aria-label", t("phone_of", { name: nameOf(this.chat) }));
  }

  speaker(group) {
    const change = (event) => {
      this.person = event.target.value;
      this.timeline.viewer = this.person;
      this.timeline.drawAll();
    };
    const select = h(
      "select",
      { "aria-label": t("speaking_as"), data: { testid: "speaker" }, on: { change } },
      group.members.map((id) => h("option", { value: id, selected: id === this.person }, nameOf(id))),
    );
    return h("label", { class: "speaker" }, h("span", {}, t("speaking_as")), select);
  }

  menu(group) {
    const items = group
      ? [
          [t("bot_in"), () => post(`groups/${group.id}/bot`)],
          [t("bot_out"), () => post(`groups/${group.id}/bot`, {}, "DELETE")],
        ]
      : [
          [t("follow"), () => post(`people/${this.chat}/follow`)],
          [t("block"), () => post(`people/${this.chat}/unfollow`)],
        ];
    items.push([t("remove"), () => (this.close(), post(`${group ? "groups" : "people"}/${this.chat}`, {}, "DELETE"))]);
    const details = h(
      "details",
      { class: "phone-menu" },
      h("summary", { "aria-label": t("more") }, icon("menu")),
      h(
        "div",
        { class: "menu-items" },
        items.map(([label, act]) =>
          h("button", { type: "button", on: { click: () => ((details.open = false), act()) } }, label),
        ),
      ),
    );
    return details;
  }
}
