// Questions that are asked only with a certain answer to another one come and go with it; the server decides the same.
"use strict";

(() => {
  const form = document.querySelector("form[data-draft], form[data-check]");
  if (!form) return;
  const dependent = [...form.querySelectorAll("[data-asked-if]")];
  if (!dependent.length) return;

  function answers(name) {
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    return controls.flatMap((control) => {
      if (control.matches("select")) return [...control.selectedOptions].map((option) => option.value);
      return control.checked || !control.matches("[type=radio], [type=checkbox]") ? [control.value] : [];
    });
  }
  function isMet(block) {
    const name = block.dataset.askedIf;
    // The deciding question may stand in another section: then the server has decided.
    const deciding = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!deciding) return !block.hasAttribute("data-left-out");
    if (deciding.closest(".question")?.hidden) return false;
    const wanted = JSON.parse(block.dataset.answers);
    return answers(name).some((one) => wanted.includes(one));
  }
  function settle() {
    // In the form's order; a second round for what depends on a question further down.
    for (let round = 0; round < 2; round += 1) for (const block of dependent) block.hidden = !isMet(block);
  }
  for (const block of dependent) block.querySelector(".asked-if")?.remove();
  settle();
  form.addEventListener("change", settle);
})();
