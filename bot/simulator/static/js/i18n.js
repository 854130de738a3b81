// The page's own words in Thai and English.

import { EN } from "./texts.en.js";
import { TH } from "./texts.th.js";

const TEXTS = { th: TH, en: EN };

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang") || localStorage.getItem("line.lang");
  if (asked in TEXTS) return asked;
  return navigator.language.startsWith("th") ? "th" : "en";
}

export const lang = chosen();

export function t(key, blanks = {}) {
  const text = TEXTS[lang][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? "");
}

export function setLang(next) {
  localStorage.setItem("line.lang", next);
  const url = new URL(location.href);
  url.searchParams.delete("lang");
  location.assign(url);
}

const LOCALE = lang === "th" ? "th-TH-u-ca-buddhist" : "en-GB";
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

export const timeOf = (ms) => TIME.format(ms);
// "2569 BE" or "พ.ศ. 2569": LINE shows the bare year
export const dayOf = (ms) => DAY.format(ms).replace(/พ\.ศ\.\s?/, "");
