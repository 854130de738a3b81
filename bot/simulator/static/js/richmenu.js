// The rich menu under a 1:1 chat: a picture with areas, shown and hidden by its bar.

import { get } from "./api.js";
import { h, pressable, put } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

export class RichMenu {
  constructor(person, act) {
    Object.assign(this, { person, act, menu: null, open: false });
    this.element = h("div", { class: "rich-menu", hidden: true });
    this.load();
  }

  async load() {
    const { menu } = await get(`richmenu/${this.person}`);
    const changed = menu?.richMenuId !== this.menu?.richMenuId;
    if (changed && menu && !this.menu) this.open = menu.selected;
    this.menu = menu;
    if (changed) this.draw();
  }

  set(open) {
    this.open = open;
    this.draw();
  }

  draw() {
    this.element.hidden = !this.menu;
    if (!this.menu) return;
    const bar = h(
      "button",
      {
        type: "button",
        class: "rich-menu-bar",
        "aria-expanded": String(this.open),
        data: { testid: "rich-menu-bar" },
        on: { click: () => this.set(!this.open) },
      },
      this.menu.chatBarText || t("rich_menu"),
      icon(this.open ? "down" : "up", 16),
    );
    put(this.element, this.open && this.picture(), bar);
  }

  picture() {
    const { width, height } = this.menu.size;
    const share = (value, whole) => `${(100 * value) / whole}%`;
    const areas = this.menu.areas.map(({ bounds, action }) => {
      const style = {
        left: share(bounds.x, width),
        top: share(bounds.y, height),
        width: share(bounds.width, width),
        height: share(bounds.height, height),
      };
      return pressable(
        h("div", { class: "area", style }),
        () => this.act(action),
        action.label || action.displayText || action.text || action.uri || action.data,
      );
    });
    return h(
      "div",
      { class: "rich-menu-picture", style: { aspectRatio: `${width} / ${height}` } },
      h("img", { src: `sim/content/${this.menu.richMenuId}`, alt: "" }),
      areas,
    );
  }
}
