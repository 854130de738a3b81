// Clock, faults, quota, webhook delivery, reset.

import { get, post } from "./api.js";
import { h, put } from "./dom.js";
import { lang, t } from "./i18n.js";

const button = (label, act, name = "quiet") => h("button", { type: "button", class: name, on: { click: act } }, label);
const panel = (title, ...inside) => h("section", { class: "knob" }, h("h3", {}, title), inside);
const numberField = (name, label, value) =>
  h("label", {}, h("span", {}, label), h("input", { name, type: "number", value: value ?? "" }));

export function clockKnob() {
  const shown = h("output", { class: "clock" });
  let ahead = 0; // of this browser's clock, in milliseconds
  let still = null;
  const show = () =>
    (shown.textContent = `${new Date(still ?? Date.now() + ahead).toLocaleString(lang === "th" ? "th-TH" : "en-GB")}${still === null ? "" : " ❄"}`);
  const draw = ({ now, frozen }) => {
    const moment = new Date(now).getTime();
    [ahead, still] = [moment - Date.now(), frozen ? moment : null];
    show();
  };
  const tick = setInterval(() => (shown.isConnected ? show() : clearInterval(tick)), 1000);
  const turn = (body) => async () => draw(await post("clock", body));
  get("clock").then(draw);
  return panel(
    t("clock"),
    shown,
    h(
      "div",
      { class: "buttons" },
      button(t("freeze"), turn({ freeze: true })),
      button(t("run"), turn({ freeze: false })),
      button(`+ ${t("minute")}`, turn({ advance: 60 })),
      button(`+ ${t("hour")}`, turn({ advance: 3600 })),
      button(`+ ${t("day")}`, turn({ advance: 86400 })),
    ),
  );
}

const KINDS = ["status", "rate", "quota", "conflict", "reset", "hang", "slow", "html", "odd"];

export function faultsKnob() {
  const list = h("ul", { class: "faults" });
  const draw = ({ faults }) =>
    put(
      list,
      faults.length
        ? faults.map((fault) =>
            h("li", {}, `${fault.kind} · ${fault.endpoint} · ${fault.struck}/${fault.times ?? "∞"} · ${t(fault.when)}`),
          )
        : h("li", { class: "hint" }, t("faults_none")),
    );
  const select = (name, label, options) =>
    h(
      "label",
      {},
      h("span", {}, label),
      h(
        "select",
        { name },
        options.map(([id, text]) => h("option", { value: id }, text)),
      ),
    );
  const form = h(
    "form",
    { class: "grid" },
    select(
      "kind",
      t("kind"),
      KINDS.map((kind) => [kind, kind]),
    ),
    select("when", t("when"), [
      ["", "–"],
      ["before", t("before")],
      ["after", t("after")],
    ]),
    h("label", {}, h("span", {}, t("endpoint")), h("input", { name: "endpoint", value: "*" })),
    numberField("times", t("times"), 1),
    numberField("seconds", t("seconds"), 5),
    numberField("status", "status", 500),
    h("button", { class: "strong" }, t("fault_add")),
    button(t("fault_clear"), async () => draw(await post("faults", {}, "DELETE"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { kind, when, endpoint, times, seconds, status } = Object.fromEntries(new FormData(form));
    draw(
      await post("faults", {
        kind,
        when,
        endpoint: endpoint || "*",
        times: Number(times) || null,
        seconds: Number(seconds),
        ...(kind === "status" && { status: Number(status) }),
      }),
    );
  });
  get("faults").then(draw);
  return panel(t("faults"), list, form);
}

export function quotaKnob() {
  const form = h("form", { class: "grid" });
  const draw = ({ used, limit, reserved }) =>
    put(
      form,
      numberField("used", t("used"), used),
      numberField("limit", t("limit"), limit),
      numberField("reserved", t("reserved"), reserved),
      h("button", { class: "strong" }, t("save")),
    );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, value === "" ? null : Number(value)]),
    );
    draw(await post("quota", { ...given, used: given.used ?? 0, reserved: given.reserved ?? 0 }));
  });
  get("quota").then(draw);
  return panel(t("quota"), form);
}

export function redeliveryKnob() {
  const form = h("form", { class: "grid" });
  const check = (name, label, on) =>
    h("label", { class: "check" }, h("input", { type: "checkbox", name, checked: on }), label);
  const draw = (policy) =>
    put(
      form,
      numberField("count", t("count"), policy.count),
      numberField("interval", t("interval"), policy.interval),
      numberField("batch", t("batch"), policy.batch),
      ["shuffle", "duplicate", "hold", "standby"].map((name) => check(name, t(name), policy[name])),
      h("button", { class: "strong" }, t("save")),
      button(t("release"), () => post("webhooks/release")),
    );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const numbers = Object.fromEntries(["count", "interval", "batch"].map((name) => [name, Number(data.get(name))]));
    const checks = Object.fromEntries(
      ["shuffle", "duplicate", "hold", "standby"].map((name) => [name, data.has(name)]),
    );
    draw(await post("redelivery", { ...numbers, ...checks }));
  });
  get("redelivery").then(draw);
  return panel(t("redelivery"), form);
}

export function resetKnob() {
  return h(
    "section",
    { class: "knob" },
    button(t("reset"), () => confirm(t("reset_sure")) && post("reset"), "danger"),
  );
}
