// Cases on the office's own map. Each case is also in the list below it, so nothing here is the only way.
"use strict";

(() => {
  const box = document.getElementById("case-map");
  if (!box || !window.L) return;
  const said = document.getElementById("map-said");
  const map = L.map(box, { preferCanvas: true, attributionControl: false, zoomControl: false, maxZoom: 19, zoomSnap: 0.25 });
  L.control.zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.farther }).addTo(map);
  map.setView([13.75, 100.5], 6);
  const drawn = L.layerGroup().addTo(map);
  const roadLook = { highway: ["#ddb35a", 7], street: ["#c3bba8", 4], lane: ["#cfc8b6", 2.5], rail: ["#8a8f98", 2] };

  function ground(town) {
    const bounds = [];
    for (const area of town.areas) {
      if (area.outline.length) {
        L.polygon(area.outline, { color: "#bdb399", weight: 1, dashArray: "4 4", fillColor: "#f8f6f0", fillOpacity: 1, interactive: false }).addTo(map);
        bounds.push(...area.outline);
      }
    }
    for (const water of town.waters) {
      const look = { color: "#b9dbef", interactive: false };
      if (water.kind === "pond") L.polygon(water.line, { ...look, weight: 1, fillColor: "#b9dbef", fillOpacity: 1 }).addTo(map);
      else L.polyline(water.line, { ...look, weight: 6 }).addTo(map);
      bounds.push(...water.line);
    }
    for (const road of town.roads) {
      const [color, weight] = roadLook[road.kind] || roadLook.lane;
      L.polyline(road.line, { color, weight, interactive: false }).addTo(map);
      bounds.push(...road.line);
    }
    for (const area of town.areas) name(area.centre, area.name, "map-area");
    for (const mark of town.landmarks) name([mark.lat, mark.lon], mark.name, "map-mark");
    return bounds;
  }

  // Names of landmarks only where there is room for them.
  const near = () => box.classList.toggle("map-near", map.getZoom() >= 15.5);

  function name(at, words, look) {
    const icon = L.divIcon({ className: `map-name ${look}`, iconSize: null, html: document.createElement("span") });
    icon.options.html.textContent = words;
    L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map);
  }

  function mark(place) {
    const face = document.createElement("span");
    const single = place.n === 1 && place.id;
    face.textContent = place.n > 1 ? String(place.n) : "";
    const look = `map-case ${place.n > 1 ? "map-many" : `map-one map-${place.accent || "working"}`} ${place.urgent ? "map-urgent" : ""}`;
    const icon = L.divIcon({ className: look, html: face, iconSize: place.n > 1 ? [38, 38] : [24, 24] });
    const words = single ? `${place.reference} ${place.title}` : box.dataset.cases.replace("{n}", place.n);
    const marker = L.marker([place.lat, place.lon], { icon, alt: words, title: words, keyboard: true });
    marker.on("click", () => {
      if (single) location.href = box.dataset.case.replace("/0", `/${place.id}`);
      else map.setView([place.lat, place.lon], Math.min(map.getZoom() + 2, 19));
    });
    marker.addTo(drawn);
    marker.getElement().setAttribute("role", single ? "link" : "button");
    marker.getElement().setAttribute("aria-label", words);
  }

  let asked = 0;
  async function places(first) {
    const turn = (asked += 1);
    const view = map.getBounds();
    const frame = first ? "" : [view.getSouth(), Math.max(-180, view.getWest()), view.getNorth(), Math.min(180, view.getEast())].join(",");
    const answer = await fetch(`${box.dataset.places}&frame=${frame}`, { credentials: "same-origin" });
    if (!answer.ok || turn !== asked) return null;
    const found = await answer.json();
    drawn.clearLayers();
    found.places.forEach(mark);
    const total = found.places.reduce((sum, place) => sum + place.n, 0);
    said.textContent = (found.more ? box.dataset.more : total ? box.dataset.found : box.dataset.none).replace("{n}", total);
    return found.places;
  }

  (async () => {
    const town = await (await fetch(box.dataset.ground, { credentials: "same-origin" })).json();
    const bounds = ground(town);
    const found = (await places(true)) || [];
    const all = bounds.length ? bounds : found.map((place) => [place.lat, place.lon]);
    if (all.length) map.fitBounds(L.latLngBounds(all), { padding: [12, 12], maxZoom: 16 });
    await places(false);
    near();
    map.on("zoomend", near);
    map.on("moveend", () => places(false));
  })();
})();
