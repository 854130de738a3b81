// Logs in the drawer: calls of the bot (violations in red) and webhooks sent to it.

import { get } from "./api.js";
import { h, put } from "./dom.js";
import { lang, t } from "./i18n.js";
import { listen } from "./store.js";

const LINES = 60;
const clock = (at) => new Date(at).toLocaleTimeString(lang === "th" ? "th-TH" : "en-GB");
const json = (value) => h("pre", {}, JSON.stringify(value, null, 2));

class Log {
  constructor(title, news, load, row) {
    this.rows = [];
    this.list = h("div", { class: "log-rows" });
    this.note = h("p", { class: "hint" });
    this.element = h("section", { class: "knob log" }, h("h3", {}, title), this.note, this.list);
    this.end = listen((kind, data) => kind === news && this.add([data[news]]));
    this.row = row;
    load().then((rows) => this.add(rows));
  }

  add(rows) {
    this.rows = [...rows.reverse(), ...this.rows].slice(0, LINES);
    put(
      this.list,
      this.ordered(this.rows).map((row) => this.row(row)),
    );
    this.note.textContent = this.sum(this.rows);
  }
}

export class CallLog extends Log {
  constructor() {
    super(t("calls"), "call", async () => (await get(`calls?limit=${LINES}`)).calls, call);
    this.element.dataset.testid = "calls";
  }

  // what is wrong must not scroll away under what is right
  ordered(rows) {
    return [...rows.filter((row) => row.violations.length), ...rows.filter((row) => !row.violations.length)];
  }

  sum(rows) {
    const wrong = rows.reduce((sum, row) => sum + row.violations.length, 0);
    this.note.classList.toggle("bad", wrong > 0);
    return !rows.length ? t("calls_none") : wrong ? t("violations", { n: wrong }) : t("no_violations");
  }
}

function call(row) {
  const wrong = row.violations.length > 0;
  const found = row.violations.map((one) =>
    h("p", { class: "violation" }, `${one.property ? `${one.property}: ` : ""}${one.message}`),
  );
  return h(
    "details",
    { class: wrong ? "bad" : row.status >= 400 ? "warn" : "" },
    h(
      "summary",
      {},
      h("time", {}, clock(row.at)),
      h("b", { class: "status" }, String(row.status)),
      h("span", {}, row.path.replace("/v2/bot/", "")),
      row.fault && h("em", {}, row.fault),
    ),
    found,
    row.retry_key && h("p", {}, `X-Line-Retry-Key ${row.retry_key}`),
    json(row.body),
    json(row.answer),
  );
}

export class EventLog extends Log {
  constructor() {
    super(t("events"), "delivery", async () => (await get(`deliveries?limit=${LINES}`)).deliveries, delivery);
    this.element.dataset.testid = "events";
  }

  ordered(rows) {
    return rows;
  }

  sum(rows) {
    return rows.length ? "" : t("events_none");
  }
}

function delivery(row) {
  const kinds = row.events
    .map((event) => (event.message ? `${event.type} ${event.message.type}` : event.type))
    .join(", ");
  return h(
    "details",
    { class: row.reason ? "bad" : "" },
    h(
      "summary",
      {},
      h("time", {}, clock(row.at)),
      h("b", { class: "status" }, String(row.status ?? "–")),
      h("span", {}, kinds),
      h("em", {}, `${row.milliseconds} ms${row.attempt > 1 ? ` · #${row.attempt}` : ""}`),
    ),
    row.reason && h("p", { class: "violation" }, row.reason),
    json(row.events),
  );
}
