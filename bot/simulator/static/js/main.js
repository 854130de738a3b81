// Puts the page together: list, phones, operator's drawer.

import { Drawer } from "./drawer.js";
import { h, put } from "./dom.js";
import { lang, t } from "./i18n.js";
import { Phone } from "./phone.js";
import { Sidebar } from "./sidebar.js";
import { begin, listen, setOpen, store } from "./store.js";

const narrow = matchMedia("(max-width: 760px)");
const phones = new Map();
const stage = h("main", { class: "stage" });
const lost = h("div", { class: "lost-connection", role: "status", hidden: true }, t("lost"));

document.documentElement.lang = lang;
document.title = t("title");
await begin();
const drawer = new Drawer();
const sidebar = new Sidebar(
  select,
  (chat) => phones.has(chat),
  () => drawer.toggle(),
);
put(document.getElementById("page"), sidebar.element, stage, drawer.element, lost);
asked().forEach(open);
refresh();

listen((kind, data) => {
  if (kind === "live") lost.hidden = data;
  if (kind === "gone") phones.has(data.id) && close(data.id);
  if (["message", "person", "group", "gone", "call"].includes(kind)) refresh();
});

// ?as=ID[,ID…] opens those phones; otherwise a desktop shows the first three
function asked() {
  const wanted = new URLSearchParams(location.search).get("as");
  const all = [...store.people.keys(), ...store.groups.keys()];
  if (wanted !== null) return wanted.split(",").filter((chat) => all.includes(chat));
  return narrow.matches ? [] : all.slice(0, Math.max(1, Math.floor((innerWidth - 320) / 400)));
}

function open(chat) {
  if (phones.has(chat)) return;
  const phone = new Phone(chat, () => close(chat));
  phones.set(chat, phone);
  stage.append(phone.element);
  requestAnimationFrame(() => phone.timeline.toEnd());
}

function close(chat) {
  phones.get(chat)?.end();
  phones.delete(chat);
  shown();
}

// A press on the list opens or closes a phone; at phone width there is only ever one.
async function select(chat, keep = false) {
  await known(chat);
  if (phones.has(chat) && !keep) return close(chat);
  if (narrow.matches) [...phones.keys()].forEach((other) => other !== chat && close(other));
  open(chat);
  shown();
  phones.get(chat).element.scrollIntoView({ inline: "nearest", block: "nearest" });
}

// A person just made comes with the stream, maybe a moment later.
function known(chat) {
  if (store.people.has(chat) || store.groups.has(chat)) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = listen(() => (store.people.has(chat) || store.groups.has(chat)) && (stop(), resolve()));
  });
}

function shown() {
  const url = new URL(location.href);
  url.searchParams.set("as", [...phones.keys()].join(","));
  history.replaceState(null, "", url.href.replaceAll("%2C", ","));
  refresh();
}

function refresh() {
  setOpen([...phones.keys()]);
  document.body.classList.toggle("phone-open", phones.size > 0);
  const empty = stage.querySelector(".empty");
  if (phones.size) empty?.remove();
  else if (!empty)
    stage.append(
      h(
        "div",
        { class: "empty" },
        h("h2", {}, store.people.size ? t("chats") : t("empty_title")),
        h("p", {}, store.people.size ? t("nobody_open") : t("empty_text")),
      ),
    );
  sidebar.draw();
}
