// The input bar at the foot of a phone.

import { say } from "./api.js";
import { h, put } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { chooseFiles, place, plusSheet, samplesSheet, stickerSheet } from "./sheets.js";
import { upload } from "./api.js";

const round = (name, label, act, testid) =>
  h(
    "button",
    { type: "button", class: "round", "aria-label": label, data: testid ? { testid } : {}, on: { click: act } },
    icon(name, 26),
  );

export class Composer {
  constructor(chat, who) {
    Object.assign(this, { chat, who });
    this.field = h("textarea", {
      rows: 1,
      "aria-label": t("message"),
      placeholder: "Aa",
      data: { testid: "composer" },
    });
    this.send = h(
      "button",
      { type: "submit", class: "round send", "aria-label": t("send"), data: { testid: "send" }, disabled: true },
      icon("send", 24),
    );
    this.sheetPlace = h("div", { class: "sheet-place", hidden: true });
    const form = h(
      "form",
      { class: "composer" },
      round("plus", t("attach"), () => this.toggle("plus"), "plus"),
      round("camera", t("camera"), () => this.choose("camera")),
      h(
        "div",
        { class: "field" },
        this.field,
        round("smile", t("stickers"), () => this.toggle("sticker"), "stickers"),
      ),
      this.send,
    );
    form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.field.addEventListener("input", () => this.grow());
    this.field.addEventListener("focus", () => this.close());
    this.field.addEventListener("keydown", (event) => {
      // Enter sends, except while a Thai or other input method is composing
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), this.submit());
    });
    this.element = h("div", { class: "composer-place" }, form, this.sheetPlace);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  grow() {
    this.send.disabled = !this.field.value.trim();
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.grow();
    await say(this.chat, this.who(), { type: "text", text });
  }

  fill(text) {
    this.field.value = text;
    this.grow();
    this.field.focus();
  }

  open = (sheet) => {
    put(this.sheetPlace, sheet);
    this.sheetPlace.hidden = false;
  };

  close = () => {
    this.sheetPlace.hidden = true;
    this.shown = null;
  };

  toggle(name) {
    if (this.shown === name) return this.close();
    this.open(
      name === "plus"
        ? plusSheet(this.chat, this.who, this.open, this.close)
        : stickerSheet(this.chat, this.who, this.close),
    );
    this.shown = name;
  }

  // camera, camera roll and location, asked for by a quick reply or the camera button
  choose(what) {
    if (what === "location") return place(this.chat, this.who);
    if (what === "camera" && matchMedia("(hover: hover)").matches) {
      this.shown = "samples"; // a desktop has no camera to offer: show the sample pictures instead
      return this.open(samplesSheet(this.chat, this.who, this.close));
    }
    const take = (files) => upload(this.chat, this.who(), files.length > 1 ? "imageSet" : "image", files);
    return chooseFiles("image/*", what === "camera" ? "environment" : null, take);
  }
}
