// What the console does beyond plain pages. Everything here only adds comfort: each act also works without it.
"use strict";

const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

// Live parts rest while the page is not looked at, and while someone is choosing something inside them.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-live]") && document.hidden) event.preventDefault();
});

// After the inbox was renewed: mark what is new or changed, and say so to those who listen.
let known = null;
const versions = () => new Map([...document.querySelectorAll("#list [data-case]")].map((row) => [row.dataset.case, row.dataset.version]));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "list") known = versions();
  if (event.target.id === "case-timeline") rememberOpen(event.target);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (known && document.getElementById("list")) {
    const fresh = [...document.querySelectorAll("#list [data-case]")].filter((row) => known.get(row.dataset.case) !== row.dataset.version);
    fresh.forEach((row) => row.classList.add("fresh"));
    const voice = document.getElementById("announce");
    if (voice && fresh.length) voice.textContent = voice.dataset.words;
    known = null;
  }
  prepare(event.target.isConnected ? event.target : document);
});

let openMessages = [];
function rememberOpen(timeline) {
  openMessages = [...timeline.querySelectorAll("details")].map((one) => one.open);
}

function prepare(root) {
  if (root.id === "case-timeline" && openMessages.length) {
    const now = [...root.querySelectorAll("details")];
    const shift = now.length - openMessages.length; // what is new stands first
    openMessages.forEach((open, at) => { if (open && now[at + shift]) now[at + shift].open = true; });
    openMessages = [];
  }
  each(root, "textarea[data-bubble]", bubble);
}

// A word copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // an old browser, or no permission: the word can still be marked by hand
  }
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.textContent = button.dataset.copied;
  button.append(said);
  setTimeout(() => said.remove(), 1500);
});

// Pictures in full, without leaving the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-full]");
  const viewer = document.getElementById("viewer");
  if (!link || !viewer || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const picture = viewer.querySelector("img");
  picture.src = link.href;
  picture.alt = link.querySelector("img").alt;
  viewer.showModal();
});
document.addEventListener("click", (event) => {
  if (event.target.id === "viewer") event.target.close();
});

// Chosen pictures, shown before they are sent.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-preview]")) {
    const box = event.target.closest(".field").querySelector(".previews");
    box.replaceChildren(...[...event.target.files].map((file) => {
      const picture = new Image();
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      return picture;
    }));
    box.hidden = !event.target.files.length;
    // A picture is proof enough: no words are asked for then.
  }
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

// The message as the citizen will see it.
function bubble(field) {
  const box = document.getElementById(field.dataset.bubble);
  const show = () => {
    box.hidden = !field.value.trim();
    box.querySelector("[data-words]").textContent = field.value.trim();
  };
  field.addEventListener("input", show);
  show();
}

// One press is one act.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-once]");
  if (!form) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => each(form, "button", (button) => { button.disabled = true; }));
  setTimeout(() => { delete form.dataset.sent; each(form, "button", (button) => { button.disabled = false; }); }, 8000);
});
window.addEventListener("pageshow", () => each(document, "form[data-once]", (form) => { delete form.dataset.sent; each(form, "button", (button) => { button.disabled = false; }); }));

prepare(document);
const asked = document.querySelector("details[open][name=move], .stale, .trouble");
if (asked && new URLSearchParams(location.search).has("do")) asked.scrollIntoView({ block: "center" });
