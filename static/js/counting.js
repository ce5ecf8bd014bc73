// How long a text is, under its field, counted as the server counts (grants/domain/counting.py).
"use strict";

(() => {
  const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
  // Written out, since browsers and Python do not agree on what a blank is.
  const BLANKS = /[\t\n\r\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/;

  // A line break is one character however it is sent; an emoji and a letter with its accent are one too.
  function characters(text) {
    return [...text.replace(/\r\n/g, "\n").replace(INVISIBLE, "").normalize("NFC")].length;
  }
  function words(text) {
    return text.replace(INVISIBLE, "").split(BLANKS).filter((word) => word).length;
  }
  window.counting = { characters, words };

  const form = document.querySelector("form[data-characters]");
  if (!form) return;

  function show(control) {
    const { countIn, least, most } = control.dataset;
    const length = window.counting[countIn](control.value);
    const line = control.nextElementSibling;
    if (!line || !line.matches(".char-count")) return;
    const said = form.dataset[countIn].replace("{length}", length).replace("{limit}", most || "");
    line.textContent = most ? said : `${length} (${form.dataset.atLeast.replace("{limit}", least)})`;
    line.classList.toggle("over", Boolean(most && length > Number(most)));
  }
  for (const control of form.querySelectorAll("[data-count-in]")) {
    const line = document.createElement("p");
    line.className = "char-count";
    control.after(line);
    show(control);
  }
  form.addEventListener("input", (event) => { if (event.target.matches("[data-count-in]")) show(event.target); });
})();
