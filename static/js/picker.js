// Pickers: a combobox over a register (ARIA 1.2, list autocomplete). Without this file the search goes with the form.
"use strict";

(() => {
  const DELAY = 120;
  const LEAST = 2;

  function element(tag, attributes) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function option(entry, id) {
    const item = element("li", { role: "option", id, "aria-selected": "false" });
    item.append(entry.label);
    if (entry.note) {
      const note = element("span", { class: "muted small" });
      note.textContent = ` ${entry.note}`;
      item.append(note);
    }
    return item;
  }

  // One choice: the hidden select keeps the value, the input shows its words.
  function single(box, input) {
    const select = box.querySelector("select");
    const words = () => (select.value ? select.selectedOptions[0].dataset.label : "");
    const id = select.id;
    select.id = `${id}_value`;
    select.hidden = true;
    input.id = id;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    if (select.required) input.setAttribute("aria-required", "true");
    if (!input.value) {
      input.value = words();
      input.removeAttribute("name");
    }
    return {
      choose(entry) {
        let kept = [...select.options].find((one) => one.value === entry.value);
        if (!kept) {
          kept = element("option", { value: entry.value });
          kept.dataset.label = entry.label;
          select.append(kept);
        }
        select.value = entry.value;
        input.value = entry.label;
        // Lists that narrow themselves, and drafts, hear of it as of any other choice.
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
      // What is typed and not chosen goes with the form, which asks back; an empty field means nothing.
      typed() {
        if (input.value.trim() === "") select.value = "";
        return input.value.trim() !== words();
      },
      restore() { input.value = words(); },
    };
  }

  // Several: a list of boxes to which choices are added.
  function several(box, input) {
    const list = box.querySelector(".picker-chosen");
    return {
      choose(entry) {
        const known = [...list.querySelectorAll("input")].find((one) => one.value === entry.value);
        if (known) {
          known.checked = true;
        } else {
          const id = `${input.id}_${entry.value}`;
          const item = element("li", { class: "choice" });
          const tick = element("input", { type: "checkbox", name: box.dataset.name, value: entry.value, id });
          const label = element("label", { for: id });
          tick.checked = true;
          label.textContent = entry.label;
          item.append(tick, label);
          list.append(item);
        }
        input.value = "";
      },
      typed: () => input.value.trim() !== "",
      restore() { input.value = ""; },
    };
  }

  function enhance(box) {
    if (box.dataset.enhanced) return;
    box.dataset.enhanced = "yes";
    const input = box.querySelector(".picker-find input");
    const name = input.name;
    const isSeveral = "several" in box.dataset;
    const caption = box.querySelector(".picker-find label");
    box.querySelector(".picker-find button").hidden = true;
    const choice = isSeveral ? several(box, input) : single(box, input);
    if (isSeveral) caption.textContent = box.dataset.label;
    else caption.remove();

    const list = element("ul", { role: "listbox", id: `${input.id}_list`, class: "picker-list", hidden: "" });
    const status = element("p", { role: "status", class: "visually-hidden" });
    const label = document.querySelector(`label[for="${input.id}"]`);
    list.setAttribute("aria-label", label ? label.textContent.trim() : box.dataset.label);
    input.type = "text";
    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(key, value);
    input.closest(".picker-row").append(list);
    box.append(status);

    let entries = [];
    let active = -1;
    let waiting;
    let asked = 0;

    function mark(place) {
      active = place;
      [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }

    function open(shown) {
      list.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (!shown) mark(-1);
    }

    function settle() {
      if (choice.typed()) input.name = name;
      else input.removeAttribute("name");
    }

    function choose(place) {
      choice.choose(entries[place]);
      open(false);
      settle();
      status.textContent = entries[place].label;
    }

    async function ask() {
      const words = input.value.trim();
      const turn = ++asked;
      if (words.length < LEAST) return open(false);
      let found;
      try {
        const answer = await fetch(`${box.dataset.picker}?q=${encodeURIComponent(words)}`, {
          headers: { Accept: "application/json" },
        });
        if (!answer.ok) throw new Error(String(answer.status));
        found = (await answer.json()).options;
      } catch {
        if (turn === asked) { open(false); status.textContent = box.dataset.trouble; }
        return;
      }
      if (turn !== asked) return;
      entries = found;
      list.replaceChildren(...entries.map((entry, at) => option(entry, `${list.id}_${at}`)));
      open(entries.length > 0);
      status.textContent = entries.length === 0 ? box.dataset.none
        : entries.length === 1 ? box.dataset.one : box.dataset.more.replace("{count}", entries.length);
    }

    input.addEventListener("input", () => {
      settle();
      clearTimeout(waiting);
      waiting = setTimeout(ask, DELAY);
    });
    input.addEventListener("keydown", (event) => {
      const shown = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!shown) { ask(); return; }
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(active < 0 && step < 0 ? entries.length - 1 : (active + step + entries.length) % entries.length);
      } else if (event.key === "Enter" && shown && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (shown) open(false);
        else { choice.restore(); settle(); }
      } else if (event.key === "Tab" && shown) {
        if (active >= 0) choose(active);
        else open(false);
      }
    });
    input.addEventListener("blur", () => open(false));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) choose([...list.children].indexOf(item));
    });
  }

  const start = (root) => root.querySelectorAll("[data-picker]").forEach(enhance);
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
})();
