// What opens over the foot of a phone: the "+" sheet, stickers, sample pictures.

import { say, upload } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { pickPlace } from "./locationpicker.js";
import { messagesOf, store } from "./store.js";
import { STICKERS, sticker } from "./stickers.js";

// who() → the person who speaks now; close() puts the sheet away.
export function plusSheet(chat, who, open, close) {
  const files = (type, accept, capture) =>
    chooseFiles(accept, capture, async (chosen) => {
      close();
      await upload(chat, who(), type === "image" && chosen.length > 1 ? "imageSet" : type, chosen);
    });
  const items = [
    ["picture", t("photo"), () => files("image", "image/*")],
    ["camera", t("camera"), () => files("image", "image/*", "environment")],
    ["picture", t("samples"), () => open(samplesSheet(chat, who, close)), "samples"],
    ["pin", t("location"), () => (close(), place(chat, who)), "location"],
    ["mic", t("voice"), () => (close(), say(chat, who(), { type: "audio", sample: "voice.wav", duration: 2000 }))],
    ["film", "Video", () => files("video", "video/*")],
    ["file", t("file"), () => files("file", "*/*")],
  ];
  return h(
    "div",
    { class: "sheet plus-sheet" },
    items.map(([name, label, act, testid]) =>
      h(
        "button",
        { type: "button", data: testid ? { testid: `plus-${testid}` } : {}, on: { click: act } },
        h("span", { class: "disc" }, icon(name, 26)),
        label,
      ),
    ),
  );
}

export async function place(chat, who) {
  // begin where somebody in this chat has been last
  const chosen = await pickPlace(
    messagesOf(chat).findLast(({ body }) => body.type === "location" && body.latitude)?.body,
  );
  if (chosen) await say(chat, who(), chosen);
}

export function chooseFiles(accept, capture, take) {
  const input = h("input", { type: "file", accept, multiple: !capture, capture, class: "unseen" });
  input.addEventListener("change", () => {
    if (input.files.length) take([...input.files]);
    input.remove();
  });
  document.body.append(input);
  input.click();
}

export function samplesSheet(chat, who, close) {
  const names = store.samples.filter((name) => /\.(jpg|png)$/.test(name));
  const send = (name) => () => (close(), say(chat, who(), { type: "image", sample: name }));
  return h(
    "div",
    { class: "sheet samples-sheet" },
    names.map((name) =>
      h(
        "button",
        { type: "button", "aria-label": sampleName(name), data: { sample: name }, on: { click: send(name) } },
        h("img", { src: `static/samples/${name}`, alt: "" }),
        h("span", {}, sampleName(name)),
      ),
    ),
  );
}

const sampleName = (file) => t(`sample_${file.replace(/\.\w+$/, "").replace(/-/g, "_")}`);

export function stickerSheet(chat, who, close) {
  const send = (one) => () => (
    close(),
    say(chat, who(), { type: "sticker", packageId: "446", stickerId: one.id, keywords: one.words })
  );
  return h(
    "div",
    { class: "sheet sticker-sheet" },
    STICKERS.map((one) =>
      h("button", { type: "button", "aria-label": one.words.at(-1), on: { click: send(one) } }, sticker(one.id, 62)),
    ),
  );
}
