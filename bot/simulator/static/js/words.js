// Text of a message: links, LINE emoji, mentions and the placeholders of textV2.

import { h } from "./dom.js";
import { nameOf, store } from "./store.js";

const LINK = /(https?:\/\/[^\s<>"']+|tel:\+?[\d-]+)/g;

export function linked(text) {
  return text
    .split(LINK)
    .map((part, index) =>
      index % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part,
    );
}

const emoji = () => h("span", { class: "line-emoji", role: "img", "aria-label": "emoji" }, "🙂");
const mention = (name) => h("span", { class: "mention" }, `@${name}`);

// Marks stand at places counted in UTF-16 units, as JavaScript counts too.
function marked(text, marks) {
  const parts = [];
  let from = 0;
  for (const { index, length, drawn } of [...marks].sort((a, b) => a.index - b.index)) {
    parts.push(linked(text.slice(from, index)), drawn);
    from = index + length;
  }
  return [...parts, linked(text.slice(from))];
}

export function textOf(body) {
  if (body.type === "textV2") return second(body);
  const marks = (body.emojis ?? []).map((one) => ({ index: one.index, length: one.length ?? 1, drawn: emoji() }));
  for (const one of body.mention?.mentionees ?? []) {
    const name = body.text.slice(one.index + 1, one.index + one.length);
    marks.push({ index: one.index, length: one.length, drawn: mention(name) });
  }
  return marked(body.text, marks);
}

function second(body) {
  return body.text.split(/(\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\})/).map((part) => {
    if (part === "{{") return "{";
    if (part === "}}") return "}";
    const given = part.startsWith("{") && body.substitution?.[part.slice(1, -1)];
    if (!given) return linked(part);
    if (given.type === "emoji") return emoji();
    return mention(given.mentionee.type === "all" ? "All" : nameOf(given.mentionee.userId) || store.bot.name);
  });
}
