// The operator's drawer: everything that the real LINE decides by itself.

import { h, put } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { clockKnob, faultsKnob, quotaKnob, redeliveryKnob, resetKnob } from "./knobs.js";
import { CallLog, EventLog } from "./logs.js";

export class Drawer {
  constructor() {
    this.element = h("aside", { class: "drawer", hidden: true, "aria-label": t("operator") });
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) {
      this.logs.forEach((log) => log.end());
      return put(this.element);
    }
    this.logs = [new CallLog(), new EventLog()];
    const head = h(
      "header",
      {},
      h("h2", {}, t("operator")),
      h(
        "button",
        { type: "button", class: "plain", "aria-label": t("close"), on: { click: () => this.toggle() } },
        icon("close"),
      ),
    );
    return put(
      this.element,
      head,
      this.logs[0].element,
      this.logs[1].element,
      clockKnob(),
      faultsKnob(),
      quotaKnob(),
      redeliveryKnob(),
      resetKnob(),
    );
  }
}
