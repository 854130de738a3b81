// A row of cards that is moved sideways: by finger, wheel, keys, or the arrows that appear beside it.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

export function scroller(name, cards) {
  const row = h("div", { class: `cards ${name}`, tabindex: "0", role: "group" }, cards);
  const move = (way) => row.scrollBy({ left: way * row.clientWidth * 0.8, behavior: "smooth" });
  const arrow = (side, way, label) =>
    h(
      "button",
      { type: "button", class: `arrow ${side}`, "aria-label": label, on: { click: () => move(way) } },
      icon(side, 18),
    );
  const left = arrow("left", -1, t("carousel_previous"));
  const right = arrow("right", 1, t("carousel_next"));
  const refresh = () => {
    left.hidden = row.scrollLeft < 4;
    right.hidden = row.scrollLeft + row.clientWidth > row.scrollWidth - 4;
  };
  row.addEventListener("scroll", refresh, { passive: true });
  new ResizeObserver(refresh).observe(row);
  return h("div", { class: "scroller" }, row, left, right);
}
