// The officer's form of a question shows the parts that its kind has; what stands in the others is kept.
"use strict";

(() => {
  const form = document.querySelector("form[data-question]");
  const kind = form?.elements.kind;
  if (!kind) return;
  function settle() {
    for (const part of form.querySelectorAll("[data-kinds]")) {
      const wrong = part.querySelector(".has-error");
      part.hidden = !wrong && !part.dataset.kinds.split(" ").includes(kind.value);
    }
  }
  kind.addEventListener("change", settle);
  settle();
})();
