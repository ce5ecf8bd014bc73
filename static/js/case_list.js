// The case list by keyboard: a convenience only, everything can be reached without this file.
"use strict";

(() => {
  const results = () => document.getElementById("results");
  const rows = () => [...results().querySelectorAll("tbody tr")];
  const linkOf = (row) => row && row.querySelector("th a");
  const writes = (target) => target.closest("input:not([type='checkbox']), textarea, select, [contenteditable], dialog[open]");

  // The case that the keys speak of is the one that has the focus, or the last that had it.
  let now = -1;
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("#results tbody tr");
    if (row) now = rows().indexOf(row);
  });

  function goTo(place) {
    const all = rows();
    if (!all.length) return;
    now = Math.max(0, Math.min(place, all.length - 1));
    const link = linkOf(all[now]);
    if (!link) return;
    link.focus();
    all[now].scrollIntoView({ block: "nearest" });
  }

  const keys = {
    j: () => goTo(now + 1),
    k: () => goTo(now < 0 ? 0 : now - 1),
    x: () => {
      const box = now >= 0 && rows()[now] && rows()[now].querySelector("input[type='checkbox'][name='case']");
      if (box) box.click();
    },
    "/": () => {
      const filters = document.getElementById("filters");
      if (filters) filters.open = true;
      document.querySelector("#filter-form input[type='search']").focus();
    },
    "?": () => {
      const box = document.getElementById("keys");
      box.open = !box.open;
      if (box.open) box.querySelector("summary").focus();
    },
  };

  // Before the portal's own "/", which goes to the search over everything.
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || !results()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, { capture: true });

  // A list that was filtered anew begins at its top.
  document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "results") now = -1; });
})();
