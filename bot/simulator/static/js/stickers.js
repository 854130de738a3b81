// Stickers of this page's own: round faces in place of LINE's pictures, which cannot be had outside LINE.

import { h } from "./dom.js";

const s = (tag, props, ...children) => h(tag, { svg: true, ...props }, ...children);
const stroke = {
  fill: "none",
  stroke: "#43302b",
  "stroke-width": 4,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};

const EYES = {
  dots: "M36 50v6M64 50v6",
  smile: "M29 55q6-9 13 0M58 55q6-9 13 0",
  closed: "M29 53h13M58 53h13",
  wide: "M36 47v10M64 47v10",
  tears: "M31 50l9 5M69 50l-9 5M35 62v9M65 62v9",
};
const MOUTHS = {
  grin: "M35 67q15 17 30 0z",
  smile: "M38 68q12 9 24 0",
  sad: "M38 75q12-10 24 0",
  o: "M46 72a4 5 0 1 0 8 0 4 5 0 1 0-8 0",
  flat: "M40 71h20",
};

// Ids of LINE's sendable package 446, so that what people send is real in form.
export const STICKERS = [
  { id: "1988", words: ["hello", "hi", "สวัสดี"], face: "#ffd84d", eyes: "smile", mouth: "grin", sign: "สวัสดี" },
  { id: "1989", words: ["thank you", "ขอบคุณ"], face: "#ffb3c1", eyes: "smile", mouth: "smile", sign: "ขอบคุณ" },
  { id: "1990", words: ["ok", "โอเค"], face: "#9be07a", eyes: "dots", mouth: "grin", sign: "โอเค" },
  { id: "1991", words: ["happy", "ดีใจ"], face: "#ffd84d", eyes: "closed", mouth: "grin", sign: "เย้" },
  { id: "1992", words: ["sad", "เสียใจ"], face: "#9fd0f5", eyes: "tears", mouth: "sad", sign: "ฮือ" },
  { id: "1993", words: ["angry", "โกรธ"], face: "#ff8d75", eyes: "tears", mouth: "flat", sign: "โกรธ" },
  { id: "1994", words: ["sorry", "ขอโทษ"], face: "#d9c8f5", eyes: "closed", mouth: "sad", sign: "ขอโทษ" },
  { id: "1995", words: ["surprise", "ตกใจ"], face: "#ffc78a", eyes: "wide", mouth: "o", sign: "โอ้โห" },
];

export function sticker(id, size = 140) {
  const known = STICKERS.find((one) => one.id === id) ?? STICKERS[Number(id.slice(-6)) % STICKERS.length];
  const drawn = s(
    "svg",
    { viewBox: "0 0 100 118", width: size, height: size * 1.18, role: "img", "aria-label": known.words.at(-1) },
    s("circle", { cx: 50, cy: 58, r: 40, fill: known.face, stroke: "#43302b", "stroke-width": 4 }),
    s("circle", { cx: 26, cy: 66, r: 6, fill: "rgba(240,90,90,.35)" }),
    s("circle", { cx: 74, cy: 66, r: 6, fill: "rgba(240,90,90,.35)" }),
    s("path", { d: EYES[known.eyes], ...stroke }),
    s("path", { d: MOUTHS[known.mouth], ...stroke, fill: known.mouth === "grin" ? "#8c2f2f" : "none" }),
    s(
      "text",
      {
        x: 50,
        y: 113,
        "text-anchor": "middle",
        "font-size": 17,
        "font-weight": 700,
        fill: "#43302b",
        stroke: "#fff",
        "stroke-width": 5,
        "paint-order": "stroke",
      },
      known.sign,
    ),
  );
  drawn.classList.add("sticker");
  return drawn;
}
