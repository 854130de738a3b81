// Quick replies: chips over the foot of the chat, gone with the next message.

import { h, put } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { messagesOf } from "./store.js";

const SIGNS = { camera: "camera", cameraRoll: "picture", location: "pin" };

export class QuickReplies {
  constructor(chat, act) {
    Object.assign(this, { chat, act, gone: null });
    this.element = h("div", { class: "quick-replies", role: "group", "aria-label": t("quick_replies") });
    this.draw();
  }

  draw() {
    const last = messagesOf(this.chat).at(-1);
    const items = last?.author === "bot" && last.id !== this.gone ? (last.body.quickReply?.items ?? []) : [];
    this.element.hidden = !items.length;
    put(
      this.element,
      items.map((item) => this.chip(item, last)),
    );
    this.element.scrollLeft = 0;
  }

  chip(item, message) {
    const { action } = item;
    const sign = item.imageUrl
      ? h("img", { src: item.imageUrl, alt: "" })
      : SIGNS[action.type] && icon(SIGNS[action.type], 20);
    const press = () => {
      if (!(action.type in SIGNS)) this.gone = message.id; // a chooser may be left without choosing
      this.draw();
      this.act(action);
    };
    return h(
      "button",
      { type: "button", class: "chip", data: { testid: "quick-reply" }, on: { click: press } },
      sign,
      h("span", {}, action.label),
    );
  }
}
