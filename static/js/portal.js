// Conveniences only: every page works without this file.
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // The summary of errors takes the focus; a link in it leads to the first control of its field.
  function focusSummary(root) {
    const summary = one("[data-focus]", root);
    if (summary) summary.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    const control = target && (target.matches("input, select, textarea") ? target : one("input, select, textarea", target));
    if (!control) return;
    event.preventDefault();
    control.focus();
    (control.closest(".field") || control).scrollIntoView({ block: "start" });
  });

  // Long texts: how many characters are left.
  function count(area) {
    const hint = area.parentElement && one(".char-count", area.parentElement);
    if (!hint) return;
    // Counted as the server does: characters as people see them, not the two halves of an emoji.
    const left = Number(area.dataset.maxlength) - [...area.value.normalize("NFC")].length;
    hint.textContent = `${Math.abs(left).toLocaleString(document.documentElement.lang)} ${left < 0 ? hint.dataset.over : hint.dataset.left}`;
    hint.classList.toggle("over", left < 0);
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-maxlength]")) count(event.target);
  });

  // Leaving a form with unsaved changes asks first.
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-unsaved]")) unsaved = true;
  });
  document.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // Drafts keep themselves: a while after the last key, the form goes to its own address;
  // the answer replaces the element named by data-autosave-status.
  let waiting;
  function autosave(form) {
    window.htmx.ajax("POST", form.dataset.autosave, {
      source: form,
      target: form.dataset.autosaveStatus || ".saved",
      swap: "outerHTML",
    }).then(() => { unsaved = false; });
  }
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (!form || !window.htmx) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => autosave(form), 1500);
  });

  // Light or dark: a cookie for a year, so that the next page comes right from the server.
  function chooseTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${secure}`;
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) chooseTheme();
  });

  // Menus close when one looks elsewhere or presses Escape.
  const openMenus = () => all("details.dropdown-box[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      one("summary", menu).focus();
    }
  });

  // "/" goes to the search, as people are used to, but never while they write.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = one("[data-shortcut='/']");
    if (!search || !search.checkVisibility()) return;
    event.preventDefault();
    search.focus();
  });

  // A link to a side sheet opens it here when its content is on the page; else it leads to the page of its own.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    const sheet = link && document.getElementById(link.dataset.sheet);
    if (!sheet || typeof sheet.showModal !== "function") return;
    event.preventDefault();
    sheet.showModal();
  });
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("dialog [data-close]");
    if (closer) closer.closest("dialog").close();
  });

  // Filters stand open where there is room for them, and apply themselves where htmx is there.
  function settleFilters(root) {
    if (matchMedia("(min-width: 62rem)").matches) all("details.filters", root).forEach((box) => { box.open = true; });
  }

  // What drafts keep in this browser until it is saved goes with the person who signs out.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-sign-out]")) return;
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith("draft:")) localStorage.removeItem(name);
    } catch { /* a browser that keeps nothing has nothing to let go */ }
  });

  function start(root) {
    focusSummary(root);
    settleFilters(root);
    all("textarea[data-maxlength]", root).forEach(count);
    all("[data-theme-toggle]", root).forEach((button) => { button.hidden = false; });
    all("[data-print]", root).forEach((button) => { button.hidden = false; });
  }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
})();
