// Flex messages: bubbles and carousels, drawn with CSS flex boxes, which is what they are in LINE too.

import { h, pressable } from "./dom.js";
import { button, filler, icon, image, separator, text, video } from "./flexparts.js";
import { scroller } from "./scroller.js";
import { border, BUBBLE, placed, space } from "./sizes.js";

const PARTS = { text, image, icon, button, separator, filler, video, spacer: (node) => filler({ ...node, flex: 0 }) };
const BLOCKS = ["header", "hero", "body", "footer"];

export function flex(container, act) {
  if (container.type !== "carousel") return bubble(container, act);
  return scroller(
    "flex-carousel",
    container.contents.map((one) => bubble(one, act)),
  );
}

export function bubble(node, act) {
  const size = node.size ?? "mega";
  const box = h("div", {
    class: `flex-bubble size-${size}`,
    dir: node.direction,
    style: { width: `${BUBBLE[size] ?? BUBBLE.mega}px` },
  });
  let earlier = false;
  for (const name of BLOCKS) {
    if (!node[name]) continue;
    box.append(block(name, node[name], node.styles?.[name] ?? {}, earlier, act));
    earlier = true;
  }
  return node.action ? pressable(box, () => act(node.action), node.action.label) : box;
}

function block(name, node, style, earlier, act) {
  const element = h("div", { class: `flex-block flex-${name}`, style: { backgroundColor: style.backgroundColor } });
  if (style.separator && earlier) element.style.borderTop = `1px solid ${style.separatorColor ?? "#d4d6da"}`;
  const inside = component(node, { layout: "block" }, act, true);
  if (node.type === "box") inside.classList.add("flex-outer"); // the block's own padding, unless the box has one
  element.append(inside);
  return element;
}

// One element inside a box; `first` elements have no space before them.
function component(node, parent, act, first) {
  const element = node.type === "box" ? box(node, act) : (PARTS[node.type] ?? unknown)(node, parent, act);
  const share = parent.layout === "block" ? {} : grow(node, parent);
  Object.entries({ ...placed(node), ...share }).forEach(
    ([key, value]) => value !== undefined && (element.style[key] = value),
  );
  const gap = first ? undefined : space(node.margin, space(parent.spacing));
  if (gap && node.position !== "absolute")
    element.style[parent.layout === "vertical" ? "marginTop" : "marginInlineStart"] = gap;
  if (node.action && node.type !== "button")
    pressable(element, () => act(node.action), node.action.label || words(node));
  return element;
}

// In rows every element takes an equal share, in columns only what it needs, unless `flex` says otherwise.
function grow(node, parent) {
  if (node.position === "absolute" || node.type === "separator") return {};
  const across = parent.layout !== "vertical";
  if (node.type === "icon") return { flex: "none" };
  const sized = across ? node.width : node.height && node.type === "box" && node.height;
  const share = node.flex ?? (across && !sized ? 1 : 0);
  if (!share) return { flex: across && node.type === "text" ? "0 1 auto" : "none" };
  return { flex: `${share} ${across ? "1 0" : "0 auto"}` };
}

function box(node, act) {
  const children = (node.contents ?? []).map((child, index) => component(child, node, act, index === 0));
  return h("div", { class: `flex-box ${node.layout}`, style: { ...boxStyle(node), ...padding(node) } }, children);
}

function boxStyle(node) {
  const gradient = node.background;
  const middle = gradient?.centerColor ? `, ${gradient.centerColor} ${gradient.centerPosition ?? "50%"}` : "";
  return {
    backgroundColor: node.backgroundColor,
    backgroundImage:
      gradient && `linear-gradient(${gradient.angle}, ${gradient.startColor}${middle}, ${gradient.endColor})`,
    border:
      (node.borderWidth || node.borderColor) &&
      `${border(node.borderWidth) ?? "1px"} solid ${node.borderColor ?? "#d4d6da"}`,
    borderRadius: space(node.cornerRadius),
    overflow: node.cornerRadius ? "hidden" : undefined,
    width: node.width,
    maxWidth: node.maxWidth,
    height: node.height,
    maxHeight: node.maxHeight,
    justifyContent: node.justifyContent,
    alignItems: node.layout === "baseline" ? undefined : node.alignItems,
  };
}

function padding(node) {
  return {
    padding: space(node.paddingAll),
    paddingTop: space(node.paddingTop, space(node.paddingAll)),
    paddingBottom: space(node.paddingBottom, space(node.paddingAll)),
    paddingInlineStart: space(node.paddingStart, space(node.paddingAll)),
    paddingInlineEnd: space(node.paddingEnd, space(node.paddingAll)),
  };
}

const unknown = (node) => h("span", { class: "unsupported" }, `? ${node.type}`);

export function words(node) {
  return node.text || (node.contents ?? []).map(words).filter(Boolean).join(" ");
}
