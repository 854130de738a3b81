// The leaves of a Flex message: text, image, icon, button, separator, filler, video.

import { h } from "./dom.js";
import { ALIGN, GRAVITY, imageSize, ratio, textSize } from "./sizes.js";

function letters(node) {
  const lines = { underline: "underline", "line-through": "line-through" };
  return {
    fontSize: node.size && textSize(node.size),
    color: node.color,
    fontWeight: node.weight === "bold" ? "700" : node.weight === "regular" ? "400" : undefined,
    fontStyle: node.style === "italic" ? "italic" : undefined,
    textDecoration: lines[node.decoration],
  };
}

export function text(node) {
  const spans = (node.contents ?? []).map((span) => h("span", { style: letters(span) }, span.text ?? ""));
  const inside = h("p", { class: node.wrap ? "wraps" : "one-line" }, spans.length ? spans : (node.text ?? ""));
  Object.assign(inside.style, { textAlign: ALIGN[node.align] ?? "" });
  if (node.lineSpacing) inside.style.lineHeight = `calc(1.45em + ${node.lineSpacing})`;
  if (node.wrap && node.maxLines) {
    inside.classList.add("clamped");
    inside.style.webkitLineClamp = node.maxLines;
  }
  const outside = h(
    "div",
    { class: "flex-text", style: { ...letters({ size: "md", ...node }), justifyContent: GRAVITY[node.gravity] } },
    inside,
  );
  if (node.adjustMode === "shrink-to-fit") shrink(outside, inside);
  return outside;
}

// Once drawn, makes letters smaller until the line fits; LINE does so down to about a third.
function shrink(outside, inside) {
  document.fonts.ready.then(() =>
    requestAnimationFrame(() => {
      if (!inside.clientWidth) return; // not on the page (any more)
      let size = parseFloat(getComputedStyle(outside).fontSize);
      while (inside.scrollWidth > inside.clientWidth && size > 6) outside.style.fontSize = `${(size -= 0.5)}px`;
    }),
  );
}

export function image(node, parent) {
  const width = imageSize(node.size);
  const across = parent.layout === "horizontal";
  const picture = h("img", {
    src: node.url,
    alt: "",
    loading: "lazy",
    style: { objectFit: node.aspectMode === "cover" ? "cover" : "contain", aspectRatio: ratio(node.aspectRatio) },
  });
  const frame = h(
    "div",
    {
      class: "flex-picture",
      style: { width: across && width === "100%" ? "100%" : width, backgroundColor: node.backgroundColor },
    },
    picture,
  );
  picture.addEventListener("error", () => frame.classList.add("lost"), { once: true });
  const sides = { start: "flex-start", end: "flex-end", center: "center" };
  return h(
    "div",
    {
      class: "flex-image",
      style: { alignItems: sides[node.align ?? "center"], justifyContent: GRAVITY[node.gravity] },
    },
    frame,
  );
}

export function icon(node) {
  const height = textSize(node.size);
  return h("img", {
    class: "flex-icon",
    src: node.url,
    alt: "",
    style: { height, aspectRatio: ratio(node.aspectRatio) },
  });
}

export function button(node, parent, act) {
  const style = node.style ?? "link";
  const look = style === "link" ? { color: node.color } : { backgroundColor: node.color };
  const label = h("span", {}, node.action.label ?? "");
  const made = h(
    "button",
    {
      type: "button",
      class: `flex-button ${style} ${node.height ?? "md"}`,
      style: look,
      on: {
        click: (event) => {
          event.stopPropagation();
          act(node.action);
        },
      },
    },
    label,
  );
  if (node.adjustMode === "shrink-to-fit") shrink(made, label);
  return h("div", { class: "flex-button-place", style: { justifyContent: GRAVITY[node.gravity] } }, made);
}

export function separator(node, parent) {
  return h("div", {
    class: `flex-separator ${parent.layout === "vertical" ? "lying" : "standing"}`,
    style: { backgroundColor: node.color },
  });
}

export const filler = (node) => h("div", { style: { flex: String(node.flex ?? 1) } });

export function video(node) {
  return h("video", {
    class: "flex-video",
    src: node.url,
    poster: node.previewUrl,
    controls: true,
    preload: "none",
    playsinline: true,
    style: { aspectRatio: ratio(node.aspectRatio) },
  });
}
