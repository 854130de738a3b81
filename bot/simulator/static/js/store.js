// What this page knows of the local LINE, kept live by server-sent events.

import { get } from "./api.js";

const listeners = new Set();
const opened = new Set();

export const store = {
  bot: {},
  people: new Map(),
  groups: new Map(),
  chats: new Map(),
  loading: new Map(),
  samples: [],
  violations: 0,
  live: true,
};

// listen((kind, data) => …) for every change; returns how to stop.
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (kind, data) => listeners.forEach((listener) => listener(kind, data));

export async function begin() {
  const state = await get("state");
  Object.assign(store, { bot: state.bot, samples: state.samples, violations: state.violations });
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.groups = new Map(state.groups.map((group) => [group.id, group]));
  store.boot = state.boot;
  store.chats = new Map(Object.entries((await get("messages")).chats));
  Object.entries(state.loading).forEach(([chat, seconds]) => setLoading(chat, seconds));
  follow(state.last);
}

function follow(last) {
  const stream = new EventSource(`sim/stream?after=${last}`);
  stream.onmessage = (event) => take(JSON.parse(event.data));
  stream.onopen = () => setLive(true);
  let patience;
  stream.onerror = () => {
    // the stream ends and is renewed every few seconds: only a longer silence is a loss
    clearTimeout(patience);
    patience = setTimeout(() => setLive(stream.readyState === EventSource.OPEN), 3000);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  };
}

function setLive(live) {
  if (store.live === live) return;
  store.live = live;
  tell("live", live);
}

const TAKE = {
  person: ({ person }) => store.people.set(person.id, person),
  group: ({ group }) => store.groups.set(group.id, group),
  gone: ({ id }) => [store.people, store.groups, store.chats].forEach((map) => map.delete(id)),
  message: ({ message }) => keepMessage(message),
  loading: ({ chat, seconds }) => setLoading(chat, seconds),
  call: ({ call }) => (store.violations += call.violations.length),
  reset: () => location.reload(),
  boot: ({ id }) => id !== store.boot && location.reload(), // the local LINE was started anew
};

function take(item) {
  TAKE[item.kind]?.(item);
  tell(item.kind, item);
}

function keepMessage(message) {
  const messages = store.chats.get(message.chat) ?? [];
  const place = messages.findIndex((known) => known.id === message.id);
  if (place >= 0) messages[place] = message;
  else messages.push(message);
  store.chats.set(message.chat, messages);
}

function setLoading(chat, seconds) {
  clearTimeout(store.loading.get(chat));
  store.loading.delete(chat);
  if (!seconds) return;
  const end = () => {
    store.loading.delete(chat);
    tell("loading", { chat, seconds: 0 });
  };
  store.loading.set(chat, setTimeout(end, seconds * 1000));
}

export const messagesOf = (chat) => store.chats.get(chat) ?? [];
export const nameOf = (id) =>
  id === "bot" ? store.bot.name : ((store.people.get(id) ?? store.groups.get(id))?.name ?? "");
export const isGroup = (chat) => store.groups.has(chat);

// ---- what has been seen in this browser tab

const seen = JSON.parse(sessionStorage.getItem("line.seen") || "{}");

export function setOpen(chats) {
  opened.clear();
  chats.forEach((chat) => opened.add(chat));
  chats.forEach(markSeen);
}

export function markSeen(chat) {
  seen[chat] = messagesOf(chat).at(-1)?.seq ?? 0;
  sessionStorage.setItem("line.seen", JSON.stringify(seen));
}

export function unread(chat) {
  if (opened.has(chat)) return 0;
  return messagesOf(chat).filter((message) => message.seq > (seen[chat] ?? 0) && message.author === "bot").length;
}
