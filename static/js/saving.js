// Forms that save themselves and are then sent by a button: form[data-saves-itself].
//
// A button pressed while a saving is on its way would carry the version from before it, and meet its own saving as
// somebody else's. The form waits for the answer, which brings the new version, and is sent then.
"use strict";

(() => {
  function start(form) {
    let sending = 0;
    let waiting = null;

    form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) sending += 1; });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form) return;
      sending -= 1;
      // What was queued behind it is sent right after this event.
      setTimeout(() => {
        if (sending || !waiting) return;
        const { button } = waiting;
        waiting = null;
        form.requestSubmit(button);
      });
    });
    form.addEventListener("submit", (event) => {
      if (!sending) return;
      event.preventDefault();
      waiting = { button: event.submitter };
    });
  }

  document.querySelectorAll("form[data-saves-itself]").forEach(start);
})();
