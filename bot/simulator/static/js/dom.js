// Building the page without markup strings: h("button", { class: "x", on: { click } }, "text").

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "hidden", "open", "srcObject", "textContent"]);

export function h(tag, props = {}, ...children) {
  const element =
    tag === "svg" || props.svg
      ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(element, name, value);
  append(element, children);
  return element;
}

function setProperty(element, name, value) {
  if (value === undefined || value === null || value === false || name === "svg") return;
  if (name === "class") element.setAttribute("class", value);
  else if (name === "on") Object.entries(value).forEach(([event, act]) => element.addEventListener(event, act));
  else if (name === "style") Object.entries(value).forEach(([key, v]) => setStyle(element, key, v));
  else if (name === "data") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

function setStyle(element, key, value) {
  if (value === undefined || value === null || value === "") return;
  if (key.startsWith("--")) element.style.setProperty(key, value);
  else element.style[key] = value;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

export function put(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

// Something that is no button by nature but can be pressed, by mouse and by keyboard.
export function pressable(element, act, label) {
  element.setAttribute("role", "button");
  element.tabIndex = 0;
  element.classList.add("pressable");
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    act();
  });
  return element;
}
