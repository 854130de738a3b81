// Choosing a place: press the drawn map, or type.

import { h, put } from "./dom.js";
import { t } from "./i18n.js";
import { drawMap } from "./map.js";

const SIZE = { width: 336, height: 230 };
let last = { lat: 14.0208, lon: 100.525, span: 0.008 };

export function pickPlace(near) {
  let { lat, lon, span } = near ? { ...last, lat: near.latitude, lon: near.longitude } : last;
  return new Promise((resolve) => {
    const map = h("div", { class: "picker-map", tabindex: "0", role: "application", "aria-label": t("map_hint") });
    const number = (value, label, name) =>
      h("label", {}, h("span", {}, label), h("input", { name, type: "number", step: "any", required: true, value }));
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", {}, t("choose_place")),
      h("div", { class: "picker-frame" }, map, zoomButtons()),
      h("p", { class: "hint" }, t("map_hint")),
      h("label", {}, h("span", {}, t("place_name")), h("input", { name: "title", autocomplete: "off" })),
      h("label", {}, h("span", {}, t("address")), h("input", { name: "address", autocomplete: "off" })),
      h("div", { class: "two" }, number(lat, t("latitude"), "lat"), number(lon, t("longitude"), "lon")),
      h(
        "div",
        { class: "dialog-actions" },
        h("button", { type: "button", class: "quiet", on: { click: () => dialog.close() } }, t("cancel")),
        h("button", { type: "submit", class: "strong", data: { testid: "send-place" } }, t("send_place")),
      ),
    );
    const dialog = h("dialog", { class: "dialog picker", "aria-label": t("choose_place") }, form);
    const draw = () => put(map, drawMap({ lat, lon, span, ...SIZE }));
    const move = (newLat, newLon) => {
      [lat, lon] = [Math.max(-85, Math.min(85, newLat)), newLon];
      form.elements.lat.value = lat.toFixed(6);
      form.elements.lon.value = lon.toFixed(6);
      draw();
    };
    function zoomButtons() {
      const zoom = (by) => () => ((span = Math.max(0.001, Math.min(0.2, span * by))), draw());
      const make = (sign, label, by) =>
        h("button", { type: "button", "aria-label": label, on: { click: zoom(by) } }, sign);
      return h("div", { class: "zoom" }, make("+", t("zoom_in"), 0.5), make("−", t("zoom_out"), 2));
    }
    map.addEventListener("click", (event) => {
      const box = map.getBoundingClientRect();
      const [dx, dy] = [(event.clientX - box.left) / box.width - 0.5, (event.clientY - box.top) / box.height - 0.5];
      move(lat - (dy * span * SIZE.height) / SIZE.width, lon + dx * span);
    });
    map.addEventListener("keydown", (event) => {
      const way = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (way) (event.preventDefault(), move(lat + (way[0] * span) / 12, lon + (way[1] * span) / 12));
    });
    form.addEventListener("change", () => {
      [lat, lon] = [Number(form.elements.lat.value), Number(form.elements.lon.value)];
      draw();
    });
    let chosen = null;
    form.addEventListener("submit", () => {
      last = { lat, lon, span };
      const { title, address } = form.elements;
      chosen = {
        type: "location",
        latitude: Number(lat.toFixed(6)),
        longitude: Number(lon.toFixed(6)),
        ...(title.value && { title: title.value }),
        ...(address.value && { address: address.value }),
      };
    });
    dialog.addEventListener("close", () => (dialog.remove(), resolve(chosen)));
    document.body.append(dialog);
    draw();
    dialog.showModal();
  });
}
