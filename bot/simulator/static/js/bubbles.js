// The body of one message, by its type: `wide` ones are drawn without a speech bubble.

import { h } from "./dom.js";
import { flex } from "./flex.js";
import { t } from "./i18n.js";
import { file, film, photo, place, sound } from "./media.js";
import { messagesOf, nameOf } from "./store.js";
import { sticker } from "./stickers.js";
import { imagemap, template } from "./templates.js";
import { textOf } from "./words.js";

const content = (message) => `sim/content/${message.id}`;
const source = (message) =>
  message.body.contentProvider?.originalContentUrl ?? message.body.originalContentUrl ?? content(message);
const preview = (message) =>
  message.body.contentProvider?.previewImageUrl ?? message.body.previewImageUrl ?? content(message);

const words = (message) => h("div", { class: "bubble" }, quoted(message), textOf(message.body));

function quoted({ chat, body }) {
  if (!body.quoteToken && !body.quotedMessageId) return null;
  const one = messagesOf(chat).find(
    ({ id, quote_token: token }) => id === body.quotedMessageId || (token && token === body.quoteToken),
  );
  if (!one) return null;
  return h(
    "span",
    { class: "quote" },
    h("b", {}, nameOf(one.author)),
    h("span", {}, one.body.text ?? one.body.altText ?? one.body.type),
  );
}

const DRAW = {
  text: words,
  textV2: words,
  image: (message) => photo(preview(message), source(message)),
  video: (message) => film(source(message), message.body.previewImageUrl),
  audio: (message) => h("div", { class: "bubble" }, sound(source(message), message.body.duration)),
  file: (message) =>
    h("div", { class: "bubble" }, file(message.body.fileName, message.body.fileSize, content(message))),
  location: (message) => place(message.body),
  sticker: (message) => sticker(message.body.stickerId),
  flex: (message, act) => flex(message.body.contents, act),
  template: (message, act) => template(message.body.template, act),
  imagemap: (message, act) => imagemap(message.body, act),
};

export const isWide = (body) => body.type === "flex" || body.type === "template" || body.type === "imagemap";

export function bubble(message, act) {
  const draw = DRAW[message.body.type];
  if (!draw) return h("div", { class: "bubble unsupported" }, t("unsupported", { type: message.body.type }));
  const drawn = draw(message, act);
  if (!isWide(message.body)) return drawn;
  // screen readers hear the alt text first, then find the buttons
  return h("div", { class: "wide", role: "group", "aria-label": message.body.altText }, drawn);
}
