// What pressing something does: the server performs the action, the page does what only it can.

import { post } from "./api.js";
import { copy } from "./clipboard.js";
import { ask } from "./dialogs.js";
import { t } from "./i18n.js";

// chooser: what the phone offers for {location, camera, cameraRoll}, for the keyboard, and for the rich menu
export async function perform(chat, person, action, phone) {
  const outcome = await post(`chats/${chat}/actions`, { as: person, action });
  if (outcome.did === "uri") open(outcome.uri);
  if (outcome.did === "clipboard") await copy(outcome.text);
  if (outcome.did === "needs") await choose(chat, person, outcome, phone);
  if (outcome.inputOption) phone.input(outcome.inputOption, outcome.fillInText);
}

function open(uri) {
  if (/^(https?|tel|mailto|line):/i.test(uri)) window.open(uri, "_blank", "noopener,noreferrer");
}

async function choose(chat, person, outcome, phone) {
  if (outcome.what !== "datetime") return phone.choose(outcome.what);
  const { action } = outcome;
  const type = action.mode === "datetime" ? "datetime-local" : action.mode;
  const value = (action.initial ?? "").replace("t", "T");
  const answer = await ask(action.label || t("choose_time"), [
    { name: "value", label: t("choose_time"), type, value, min: action.min, max: action.max, required: true },
  ]);
  if (answer?.value) await post(`chats/${chat}/actions`, { as: person, action, value: answer.value });
}
