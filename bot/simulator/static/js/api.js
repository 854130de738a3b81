// Requests to the control API beside this page.

import { notice } from "./notice.js";
import { t } from "./i18n.js";

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  notice(t("failed", { why: body.message || response.status }));
  throw new Error(body.message || response.statusText);
}

export const get = async (path) => answer(await fetch(`sim/${path}`));

export const post = async (path, body = {}, method = "POST") =>
  answer(
    await fetch(`sim/${path}`, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  );

export async function upload(chat, person, type, files) {
  const form = new FormData();
  form.set("as", person);
  form.set("type", type);
  for (const file of files) form.append("file", file, file.name);
  return answer(await fetch(`sim/chats/${chat}/messages`, { method: "POST", body: form }));
}

export const say = (chat, person, message) => post(`chats/${chat}/messages`, { as: person, ...message });
