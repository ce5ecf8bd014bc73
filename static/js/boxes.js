// A search above the boxes of a long list: what does not match is hidden, what is ticked stays in sight.
"use strict";

(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let made = 0;

  function search(list) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    const said = document.createElement("p");
    made += 1;
    field.type = "search";
    field.id = `box-list-find-${made}`;
    field.autocomplete = "off";
    label.htmlFor = field.id;
    label.textContent = list.dataset.find;
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    const choices = [...list.querySelectorAll(".choice")].map((one) => [one, plain(one.textContent)]);

    function find() {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const [one, text] of choices) {
        const matches = words.every((word) => text.includes(word));
        one.hidden = !matches && !one.querySelector("input").checked;
        count += matches;
      }
      for (const name of list.querySelectorAll(".group-name")) name.hidden = words.length > 0;
      said.textContent = !words.length ? "" : count === 0 ? list.dataset.none : count === 1 ? list.dataset.one : list.dataset.more.replace("{count}", count);
    }
    // The search is no answer: neither saved while one types nor sent with the form.
    for (const name of ["input", "change"]) field.addEventListener(name, (event) => { event.stopPropagation(); find(); });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.prepend(label, field, said);
  }

  function enhance(root) {
    for (const list of root.querySelectorAll(".box-list:not([data-ready])")) {
      list.dataset.ready = "";
      search(list);
    }
  }
  enhance(document);
  document.addEventListener("htmx:load", (event) => enhance(event.target));
})();
