// Round pictures of people, groups and the bot: their own picture, or initials on a colour of their own.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

const COLOURS = ["#b5533a", "#2f7d70", "#4565ad", "#8a4d97", "#8f5f0e", "#447a35", "#ab4063", "#566380"];

function hash(text) {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum;
}

// A Thai name that begins with a vowel written before its consonant needs both.
function initial(name) {
  const letters = [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(name.trim())].map((s) => s.segment);
  return /^[เแโใไ]/.test(letters[0] ?? "") ? letters.slice(0, 2).join("") : (letters[0] ?? "?");
}

export function avatar(id, size = 36) {
  const who =
    id === "bot" ? { ...store.bot, id: "bot" } : (store.people.get(id) ?? store.groups.get(id) ?? { id, name: "?" });
  const look = { width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.42}px` };
  if (who.picture) {
    const image = h("img", { class: "avatar", src: who.picture, alt: "", style: look });
    image.addEventListener("error", () => image.replaceWith(letter(who, look)), { once: true });
    return image;
  }
  return letter(who, look);
}

// A message may come with a name and picture of its own (`sender`).
export function senderAvatar(message, size) {
  const source = message.body.sender?.iconUrl;
  return source
    ? h("img", { class: "avatar", src: source, alt: "", style: { width: `${size}px`, height: `${size}px` } })
    : avatar(message.author, size);
}

function letter(who, look) {
  const colour = who.id === "bot" ? "#05793a" : COLOURS[hash(who.id) % COLOURS.length];
  const inside = store.groups.has(who.id) ? icon("group", parseFloat(look.width) * 0.6) : initial(who.name || "?");
  return h(
    "span",
    { class: "avatar letter", "aria-hidden": "true", style: { ...look, backgroundColor: colour } },
    inside,
  );
}
