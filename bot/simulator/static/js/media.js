// Pictures, films, sounds, files and places in the chat.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { drawMap } from "./map.js";

export function photo(source, full = source, alt = "") {
  const image = h("img", { src: source, alt, loading: "lazy" });
  const frame = h(
    "button",
    { type: "button", class: "photo", "aria-label": t("open_picture"), on: { click: () => view(full) } },
    image,
  );
  image.addEventListener(
    "error",
    () => {
      frame.classList.add("lost");
      frame.textContent = t("picture_lost");
    },
    { once: true },
  );
  return frame;
}

function view(source) {
  const close = () => shade.remove();
  const button = h(
    "button",
    { type: "button", class: "viewer-close", "aria-label": t("close"), on: { click: close } },
    icon("close"),
  );
  const shade = h(
    "div",
    {
      class: "viewer",
      role: "dialog",
      "aria-modal": "true",
      on: { click: close, keydown: (event) => event.key === "Escape" && close() },
    },
    h("img", { src: source, alt: "" }),
    button,
  );
  document.body.append(shade);
  button.focus();
}

export const film = (source, poster) =>
  h("video", { class: "film", src: source, poster, controls: true, preload: "metadata", playsinline: true });

export function sound(source, milliseconds) {
  const player = h("audio", { src: source, preload: "none" });
  const seconds = Math.round((milliseconds ?? 0) / 1000);
  const toggle = () => (player.paused ? player.play().catch(() => {}) : player.pause());
  return h(
    "button",
    { type: "button", class: "sound", "aria-label": t("play"), on: { click: toggle } },
    h("span", { class: "sound-disc" }, icon("play", 18)),
    h(
      "span",
      { class: "wave", "aria-hidden": "true" },
      [5, 9, 14, 8, 17, 11, 6, 13, 9, 5].map((tall) => h("i", { style: { height: `${tall}px` } })),
    ),
    h("span", {}, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`),
    player,
  );
}

export function file(name, bytes, source) {
  const size = bytes > 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return h(
    "a",
    { class: "file", href: source, download: name },
    icon("file", 34),
    h("span", {}, h("strong", {}, name), h("small", {}, size)),
  );
}

export function place(body) {
  const { title, address, latitude, longitude } = body;
  const href = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
  const words = [
    title && h("strong", {}, title),
    h("span", {}, address || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`),
  ];
  return h(
    "a",
    { class: "place", href, target: "_blank", rel: "noopener noreferrer" },
    drawMap({ lat: latitude, lon: longitude, width: 240, height: 140, span: 0.007 }),
    h("span", { class: "place-words" }, words),
  );
}
