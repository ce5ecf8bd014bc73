// The outline of a framework by keyboard. Every key presses a button or follows a link that is on the page,
// so that nothing here can do what the page without it cannot.
"use strict";

(() => {
  const outline = () => document.getElementById("outline");
  const names = () => [...outline().querySelectorAll("[data-outline]")];

  function press(input, selector) {
    const control = input.closest("form").querySelector(selector);
    if (control && !control.disabled) control.click();
  }

  const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

  function onKey(event) {
    const input = event.target.closest("[data-outline]");
    if (!input || event.ctrlKey || event.metaKey) return;
    const isNew = "new" in input.dataset;
    if (event.altKey && !isNew && STEPS[event.key]) {
      event.preventDefault();
      press(input, `button[value="${STEPS[event.key]}"]`);
    } else if (event.altKey && !isNew && event.key === "Enter") {
      event.preventDefault();
      press(input, `[data-add="${event.shiftKey ? "under" : "after"}"]`);
    } else if (!event.altKey && !event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const all = names();
      const next = all[all.indexOf(input) + (event.key === "ArrowUp" ? -1 : 1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isNew) press(input, "[data-cancel]");
      else input.value = input.defaultValue;
    }
  }

  // After each step: the focus stays with the element that moved, and the sentence is read out.
  function settle() {
    const root = outline();
    const said = document.getElementById("outline-said");
    if (said && root.dataset.said) said.textContent = root.dataset.said;
    const wanted = root.querySelector("[autofocus]") || (root.dataset.at && document.getElementById(`name-${root.dataset.at}`));
    if (wanted) wanted.focus();
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "outline" || event.target.closest("#outline")) settle();
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const keys of document.querySelectorAll("[data-outline-keys]")) keys.hidden = false;
  });
})();
