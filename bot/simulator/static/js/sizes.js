// The sizes that LINE gives to the words of Flex messages, in pixels.

export const BUBBLE = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

function length(table, value, fallback) {
  if (value === undefined) return fallback;
  if (value in table) return `${table[value]}px`;
  return /^\d+(\.\d+)?(px|%)$/.test(value) ? value : fallback;
}

export const space = (value, fallback) => length(SPACE, value, fallback);
export const textSize = (value, fallback = "16px") => length(TEXT, value, fallback);
export const border = (value) => length(BORDER, value);
export const imageSize = (value = "md") => (value === "full" ? "100%" : length(IMAGE, value, "100px"));
export const ratio = (value = "1:1") => value.replace(":", " / ");
export const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
export const ALIGN = { start: "start", center: "center", end: "end" };

// Absolute places and offsets, which every Flex element may have.
export function placed(node) {
  const absolute = node.position === "absolute";
  return {
    position: absolute
      ? "absolute"
      : Object.keys(node).some((key) => key.startsWith("offset"))
        ? "relative"
        : undefined,
    top: space(node.offsetTop),
    bottom: space(node.offsetBottom),
    insetInlineStart: space(node.offsetStart),
    insetInlineEnd: space(node.offsetEnd),
  };
}
