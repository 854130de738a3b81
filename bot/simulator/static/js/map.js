// A schematic map, drawn from the coordinates alone: the same place always looks the same, and no map server is asked.

import { h } from "./dom.js";

const s = (tag, props, ...children) => h(tag, { svg: true, ...props }, ...children);

// A number from 0 to 1 that belongs to a cell of the grid.
function chance(x, y, salt) {
  let n = (x * 374761393 + y * 668265263 + salt * 2147483647) | 0;
  n = Math.imul(n ^ (n >>> 13), 1274126177);
  return ((n ^ (n >>> 16)) >>> 0) / 4294967295;
}

const CELL = 0.0016; // degrees: a block of houses, about 170 m

export function drawMap({ lat, lon, width, height, span = 0.008, pin = true }) {
  const scale = width / span;
  const x = (longitude) => (longitude - lon) * scale + width / 2;
  const y = (latitude) => (lat - latitude) * scale + height / 2;
  const canvas = s("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "map",
    preserveAspectRatio: "xMidYMid slice",
    "aria-hidden": "true",
  });
  canvas.append(s("rect", { width, height, fill: "#eef1e8" }));
  const cells = cellsIn(lat, lon, span, (span * height) / width);
  canvas.append(...cells.flatMap((cell) => blocks(cell, x, y, scale)));
  canvas.append(...river(lon, x, height, scale, lat), ...cells.flatMap((cell) => roads(cell, x, y, scale)));
  if (pin) canvas.append(marker(width / 2, height / 2));
  return canvas;
}

function cellsIn(lat, lon, span, high) {
  const found = [];
  const [left, right] = [Math.floor((lon - span / 2) / CELL) - 1, Math.ceil((lon + span / 2) / CELL) + 1];
  const [low, top] = [Math.floor((lat - high / 2) / CELL) - 1, Math.ceil((lat + high / 2) / CELL) + 1];
  const step = Math.max(1, Math.ceil((right - left) / 24)); // far out, only every so many streets
  for (let i = left - (left % step); i <= right; i += step)
    for (let j = low - (low % step); j <= top; j += step) found.push({ i, j, step });
  return found;
}

function blocks({ i, j, step }, x, y, scale) {
  if (step > 1) return [];
  const side = CELL * scale;
  const kind = chance(i, j, 1);
  const [left, top] = [x(i * CELL), y((j + 1) * CELL)];
  if (kind < 0.16) return [s("rect", { x: left, y: top, width: side, height: side, rx: side / 8, fill: "#cfe5c0" })];
  if (kind < 0.22)
    return [s("ellipse", { cx: left + side / 2, cy: top + side / 2, rx: side / 3, ry: side / 4, fill: "#a9d3ea" })];
  return [0, 1, 2, 3]
    .filter((n) => chance(i, j, n + 5) > 0.35)
    .map((n) => {
      const size = side * (0.2 + 0.16 * chance(i, j, n + 20));
      const [dx, dy] = [(n % 2) * 0.46 + 0.14, n > 1 ? 0.56 : 0.14];
      return s("rect", {
        x: left + side * dx,
        y: top + side * dy,
        width: size,
        height: size * 0.8,
        rx: 1.5,
        fill: "#dfdbd0",
      });
    });
}

function roads({ i, j, step }, x, y, scale) {
  const main = (n) => n % (4 * step) === 0;
  const side = CELL * step * scale;
  const wide = Math.max(1.5, Math.min(9, scale * 0.00006));
  const line = (n, x1, y1, x2, y2) =>
    s("line", { x1, y1, x2, y2, stroke: main(n) ? "#fbd98b" : "#ffffff", "stroke-width": main(n) ? wide * 1.5 : wide });
  const [left, bottom] = [x(i * CELL), y(j * CELL)];
  const lines = [];
  if (main(j) || chance(i, j, 3) > 0.25) lines.push(line(j, left, bottom, left + side, bottom));
  if (main(i) || chance(i, j, 4) > 0.25) lines.push(line(i, left, bottom, left, bottom - side));
  return lines;
}

// One winding river for the whole world, every ninth of a degree.
function river(lon, x, height, scale, lat) {
  const home = Math.round(lon / 0.03) * 0.03 + 0.011;
  const points = [];
  for (let py = -20; py <= height + 20; py += 12) {
    const latitude = lat - (py - height / 2) / scale;
    points.push(`${x(home + 0.0022 * Math.sin(latitude * 420) + 0.001 * Math.sin(latitude * 1130)).toFixed(1)},${py}`);
  }
  return [
    s("polyline", {
      points: points.join(" "),
      fill: "none",
      stroke: "#a9d3ea",
      "stroke-width": Math.max(3, scale * 0.0006),
      "stroke-linejoin": "round",
    }),
  ];
}

function marker(cx, cy) {
  const drop = "M0 0C-9-13-13-17-13-25a13 13 0 1 1 26 0C13-17 9-13 0 0z";
  return s(
    "g",
    { transform: `translate(${cx} ${cy})` },
    s("ellipse", { rx: 7, ry: 3, fill: "rgba(0,0,0,.2)" }),
    s("path", { d: drop, fill: "#e5484d", stroke: "#fff", "stroke-width": 1.5 }),
    s("circle", { cy: -25, r: 4.5, fill: "#fff" }),
  );
}
