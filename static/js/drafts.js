// Drafts that save themselves: htmx posts the form; this file says what happened and tries again when it must.
"use strict";

(() => {
  // On a wide screen the list of sections stands open.
  const box = document.querySelector("details.steps-box");
  if (box && matchMedia("(min-width: 62rem)").matches) box.open = true;

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const line = document.getElementById("saved");
  let unsaved = false;
  let leaving = false;

  function say(text, wrong) {
    line.textContent = "";
    const span = document.createElement("span");
    if (wrong) span.className = "error-text";
    span.textContent = text;
    line.append(span);
  }
  function token() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? decodeURIComponent(cookie.split("=")[1]) : form.elements.csrfmiddlewaretoken.value;
  }

  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => {
    // The button saves everything: a saving of its own that came after it would bring back the older text.
    unsaved = false;
    leaving = true;
    form.elements.csrfmiddlewaretoken.value = token();
    window.htmx?.trigger(form, "htmx:abort");
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // Signing in on another page changes the token; the cookie always has the one that counts.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt !== form) return;
    event.detail.headers["X-CSRFToken"] = token();
    // Files have their own way: they are sent when they are chosen, not with each saving.
    for (const [name, value] of [...event.detail.formData]) if (value instanceof File) event.detail.formData.delete(name);
    event.detail.formData.delete("csrfmiddlewaretoken");
  });
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== form) return;
    if (leaving) event.preventDefault();
    else say(form.dataset.saving, false);
  });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.target === form && event.detail.successful) unsaved = false; });
  form.addEventListener("htmx:sendError", () => { say(form.dataset.offline, true); });
  form.addEventListener("htmx:timeout", () => { say(form.dataset.offline, true); });
  form.addEventListener("htmx:responseError", () => { say(form.dataset.failed, true); });
  window.addEventListener("online", () => { if (unsaved) window.htmx.trigger(form, "change"); });

  // Leaving the page, or the phone's browser for another app: save at once, without waiting for an answer.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !unsaved) return;
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    data.set("csrfmiddlewaretoken", token());
    fetch(form.getAttribute("hx-post"), { method: "POST", body: data, keepalive: true, credentials: "same-origin" });
  });

  // A file is sent as soon as it is chosen.
  form.addEventListener("change", (event) => {
    const code = event.target.dataset.upload;
    if (!code || !event.target.files.length) return;
    event.stopImmediatePropagation();
    unsaved = false;
    form.requestSubmit(form.querySelector(`button[name="upload"][value="${CSS.escape(code)}"]`));
  }, true);
})();
