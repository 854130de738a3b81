// Template messages: buttons, confirm, carousel, image carousel; and image maps.

import { h, pressable } from "./dom.js";
import { scroller } from "./scroller.js";

const press = (action, act, name = "template-action") =>
  h(
    "button",
    { type: "button", class: name, on: { click: (event) => (event.stopPropagation(), act(action)) } },
    action.label ?? "",
  );

export function template(node, act) {
  if (node.type === "confirm") return confirm(node, act);
  if (node.type === "carousel")
    return scroller(
      "template-carousel",
      node.columns.map((column) => card({ ...node, ...column }, act)),
    );
  if (node.type === "image_carousel")
    return scroller(
      "image-carousel",
      node.columns.map((column) => poster(column, act)),
    );
  return card(node, act);
}

function card(node, act) {
  const square = node.imageAspectRatio === "square";
  const picture =
    node.thumbnailImageUrl &&
    h("img", {
      class: `template-picture ${square ? "square" : ""}`,
      src: node.thumbnailImageUrl,
      alt: "",
      style: {
        objectFit: node.imageSize === "contain" ? "contain" : "cover",
        backgroundColor: node.imageBackgroundColor,
      },
    });
  const words = h("div", { class: "template-words" }, node.title && h("strong", {}, node.title), h("p", {}, node.text));
  const face = h("div", { class: "template-face" }, picture, words);
  if (node.defaultAction) pressable(face, () => act(node.defaultAction), node.title || node.text);
  return h(
    "div",
    { class: "template" },
    face,
    h(
      "div",
      { class: "template-actions" },
      node.actions.map((action) => press(action, act)),
    ),
  );
}

function confirm(node, act) {
  const words = h("div", { class: "template-words" }, h("p", {}, node.text));
  return h(
    "div",
    { class: "template confirm" },
    words,
    h(
      "div",
      { class: "template-actions" },
      node.actions.map((action) => press(action, act)),
    ),
  );
}

function poster(column, act) {
  const label = column.action.label;
  const picture = h("img", { src: column.imageUrl, alt: "" });
  const face = h("div", { class: "poster" }, picture, label && h("span", {}, label));
  return pressable(face, () => act(column.action), label);
}

export function imagemap(body, act) {
  const { width, height } = body.baseSize;
  const part = (value, whole) => `${(100 * value) / whole}%`;
  const areas = body.actions.map((action) => {
    const { area } = action;
    const style = {
      left: part(area.x, width),
      top: part(area.y, height),
      width: part(area.width, width),
      height: part(area.height, height),
    };
    return h("button", {
      type: "button",
      class: "area",
      style,
      "aria-label": action.label || action.text || action.linkUri,
      on: { click: () => act(action) },
    });
  });
  const picture = h("img", { src: `${body.baseUrl}/1040`, alt: body.altText });
  picture.addEventListener("error", () => picture.replaceWith(h("p", { class: "imagemap-alt" }, body.altText)), {
    once: true,
  });
  return h("div", { class: "imagemap", style: { aspectRatio: `${width} / ${height}` } }, picture, areas);
}
