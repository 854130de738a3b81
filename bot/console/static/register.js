// The register's forms by keyboard: Enter moves on, Ctrl+Enter files. Without any script the form works as any form.
"use strict";

const intake = document.getElementById("intake");
const fieldsOf = () => [...intake.querySelectorAll("input:not([type=hidden], [type=file], [type=checkbox]), select, textarea, #file")].filter((one) => one.offsetParent);

intake.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    intake.requestSubmit();
    return;
  }
  if (event.shiftKey || event.target.matches("button, [type=checkbox], [type=file]")) return;
  event.preventDefault();
  const fields = fieldsOf();
  const next = fields[fields.indexOf(event.target) + 1];
  if (next) next.focus();
});

// What a person chose is never guessed over.
intake.addEventListener("change", (event) => {
  const by = event.target.dataset && event.target.dataset.by;
  if (by) intake.querySelector(`[name=${by}]`).value = "staff";
  const names = event.target.dataset && event.target.dataset.names;
  if (names) {
    document.getElementById(names).replaceChildren(...[...event.target.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    }));
  }
});

document.querySelector(".channels [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });

// The session ended while somebody was typing: say so, keep the words, and go on after signing in again.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) document.getElementById("signed-out").hidden = false;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.closest("#signed-out")) document.getElementById("signed-out").hidden = true;
});
// A part of the form that is in use is not renewed under somebody's hands.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "guess" && event.target.contains(document.activeElement)) event.detail.shouldSwap = false;
});
// Closed by mistake: what was typed since the last keeping goes with it.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || intake.dataset.sent) return;
  const told = new FormData(intake);
  told.delete("scans");
  if (!told.get("text")) return;
  navigator.sendBeacon(`${intake.action}/keep`, told);
});
