// The messages of one chat, from top to bottom, as one person sees them.

import { avatar, senderAvatar } from "./avatars.js";
import { bubble, isWide } from "./bubbles.js";
import { h, put } from "./dom.js";
import { dayOf, t, timeOf } from "./i18n.js";
import { holdable, messageMenu } from "./messagemenu.js";
import { isGroup, messagesOf, nameOf, store } from "./store.js";

export class Timeline {
  constructor(chat, viewer, act) {
    Object.assign(this, { chat, viewer, act, rows: new Map() });
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite" });
    this.element = h("div", { class: "timeline", tabindex: "0" }, this.list);
    // late pictures make the chat longer, sheets make it shorter: stay at its end if we were there
    const size = new ResizeObserver(() => {
      if (this.atEnd) this.toEnd();
      this.measured = this.measure();
    });
    [this.list, this.element].forEach((watched) => size.observe(watched));
    // a scroll that comes with another size is the browser's doing, not the reader's
    const scrolled = () => this.measure() === this.measured && (this.atEnd = this.isAtEnd());
    this.element.addEventListener("scroll", scrolled, { passive: true });
    this.atEnd = true;
    this.drawAll();
  }

  measure() {
    return `${this.element.clientHeight} ${this.element.scrollHeight}`;
  }

  isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    return scrollTop + clientHeight > scrollHeight - 60;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  drawAll() {
    this.rows.clear();
    const messages = messagesOf(this.chat);
    put(
      this.list,
      messages.map((message, index) => this.row(message, messages[index - 1])),
    );
    this.drawTyping();
    this.toEnd();
  }

  draw(message) {
    const messages = messagesOf(this.chat);
    const before = messages[messages.findIndex((known) => known.id === message.id) - 1];
    const old = this.rows.get(message.id);
    const row = this.row(message, before);
    if (old) old.replaceWith(row);
    else this.list.append(row);
    this.drawTyping();
    if (!old) this.atEnd = true;
    if (this.atEnd) this.toEnd();
  }

  drawTyping() {
    this.typing?.remove();
    if (!store.loading.has(this.chat)) return;
    this.typing = h(
      "div",
      { class: "row theirs" },
      avatar("bot"),
      h("div", { class: "bubble typing", role: "status", "aria-label": t("typing") }, h("i"), h("i"), h("i")),
    );
    this.list.append(this.typing);
    this.toEnd();
  }

  row(message, before) {
    const parts = [];
    if (!before || dayOf(before.at) !== dayOf(message.at)) parts.push(h("div", { class: "pill" }, dayOf(message.at)));
    parts.push(this.line(message, before, parts.length > 0));
    const row = h("div", { class: "entry", data: { messageId: message.id } }, parts);
    this.rows.set(message.id, row);
    return row;
  }

  line(message, before, newDay) {
    if (message.body.type === "note") return h("div", { class: "pill" }, note(message.body));
    const own = message.author === this.viewer;
    if (message.unsent)
      return h("div", { class: "pill" }, own ? t("unsent_own") : t("unsent", { name: nameOf(message.author) }));
    const first = newDay || !before || before.author !== message.author || before.unsent || before.body.type === "note";
    return own ? this.own(message) : this.theirs(message, first);
  }

  own(message) {
    const meta = h(
      "div",
      { class: "meta" },
      message.edited && h("span", {}, t("edited")),
      message.read && h("span", {}, t("read")),
      h("time", {}, timeOf(message.at)),
    );
    const menu = messageMenu(message, true);
    return holdable(h("div", { class: "row own" }, menu, meta, bubble(message, this.act)), menu);
  }

  theirs(message, first) {
    const name =
      first &&
      (isGroup(this.chat) || message.body.sender) &&
      h("div", { class: "sender" }, message.body.sender?.name ?? nameOf(message.author));
    const meta = h(
      "div",
      { class: "meta" },
      message.edited && h("span", {}, t("edited")),
      h("time", {}, timeOf(message.at)),
    );
    const body = h("div", { class: "body" }, name, h("div", { class: "with-time" }, bubble(message, this.act), meta));
    const wide = isWide(message.body) ? "wide-row" : "";
    const menu = messageMenu(message, false);
    return holdable(
      h(
        "div",
        { class: `row theirs ${wide}` },
        first ? senderAvatar(message, 36) : h("span", { class: "avatar-gap" }),
        body,
        menu,
      ),
      menu,
    );
  }
}

function note(body) {
  const names = (body.people ?? []).map(nameOf).join(", ");
  return t(body.what, { names, bot: store.bot.name });
}
