// Drafts that save themselves: htmx posts what changed; this file says what happened, tries again when it must, and
// keeps what was typed in the browser for as long as the server has not got it.
"use strict";

(() => {
  // On a wide screen the list of sections stands open.
  const box = document.querySelector("details.steps-box");
  if (box && matchMedia("(min-width: 62rem)").matches) box.open = true;

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const line = document.getElementById("saved");
  const place = `draft:${form.dataset.keep}`;
  const saveAddress = form.getAttribute("hx-post");
  const RETRY = 10_000;
  const A_MINUTE = 60_000;
  let changed = new Set(); // the codes of the questions in which something was typed since the last saving
  let sending = new Set();
  let leaving = false;
  let went = 0; // when another page was last asked for from here
  let again;
  // Which sending of this page it is: one that arrives after a later one is late, and brings no older text back.
  const [page, drawn] = form.elements.page.value.split(".");
  let turn = Number(drawn || 0);
  function nextTurn() {
    turn += 1;
    return `${page}.${turn}`;
  }

  function say(text, wrong) {
    line.textContent = "";
    const span = document.createElement("span");
    if (wrong) span.className = "error-text";
    span.textContent = text;
    line.append(span);
  }
  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.split("=")[1]) : "";
  }
  function token() {
    return cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
  }

  // What the page says of these questions, without files and without the token.
  function entries(codes) {
    const wanted = [["page", page], ["shown", form.elements.shown.value]];
    for (const code of codes) {
      const block = document.getElementById(`question-${code}`);
      if (!block) continue;
      wanted.push(["changed", code]);
      for (const control of block.querySelectorAll("input, select, textarea")) {
        if (!control.name || control.type === "file" || (control.matches("[type=radio], [type=checkbox]") && !control.checked)) continue;
        wanted.push([control.name, control.value]);
      }
    }
    return wanted;
  }

  // The browser's own keeping: full or forbidden, the page goes on without it. With the mark under which a button sends
  // it: the server gives the mark back in a cookie once it has saved.
  function keep(sent) {
    try {
      const unsaved = new Set([...sending, ...changed]);
      if (unsaved.size) localStorage.setItem(place, JSON.stringify({ sent, pairs: entries(unsaved) }));
      else if (Date.now() - went < RETRY) leave();
      else localStorage.removeItem(place);
    } catch {
      say(form.dataset.offline, true);
    }
  }
  // Saved only after the next page was asked for, which may be this one in another language, drawn too early to show it.
  function leave() {
    const found = JSON.parse(localStorage.getItem(place) || "null");
    if (found) localStorage.setItem(place, JSON.stringify({ ...found, saved: Date.now() }));
  }
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(place) || "null");
      if (found?.saved && Date.now() - found.saved > A_MINUTE) {
        forget();
        return null;
      }
      if (!found || !found.sent || found.sent !== cookie("draft-sent")) return found?.pairs;
      forget();
      return null;
    } catch {
      return null;
    }
  }
  function forget() {
    try { localStorage.removeItem(place); } catch { /* nothing was kept */ }
  }

  function typed(event) {
    const block = event.target.closest(".question[data-code]");
    if (!block || event.target.type === "file") return;
    changed.add(block.dataset.code);
    takeBack(event.target.closest("tr"));
    keep();
  }
  // What was said of a line of the budget was said of its earlier text; the sums below say at once what still is wrong.
  function takeBack(row) {
    while (row?.matches(".details, .conversion, .problem")) row = row.previousElementSibling;
    if (!row?.matches(".has-problem")) return;
    row.classList.remove("has-problem");
    for (const control of row.querySelectorAll("input")) {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
    let next = row.nextElementSibling;
    while (next?.matches(".details, .conversion")) next = next.nextElementSibling;
    if (next?.matches(".problem")) next.remove();
  }
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    // The button saves everything: a saving of its own that came after it would bring back the older text.
    leaving = true;
    form.elements.csrfmiddlewaretoken.value = token();
    form.elements.page.value = nextTurn();
    form.elements.sent.value = [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
    changed = new Set([...sending, ...changed]);
    keep(form.elements.sent.value);
    window.htmx?.trigger(form, "htmx:abort");
  });
  window.addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted && changed.size) retry(0);
  });
  window.addEventListener("beforeunload", (event) => {
    went = Date.now();
    if (changed.size && !leaving) event.preventDefault();
  });

  function retry(after) {
    clearTimeout(again);
    again = setTimeout(() => { if (changed.size && !leaving) window.htmx.trigger(form, "change"); }, after);
  }

  // Signing in on another page changes the token; the cookie always has the one that counts.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt !== form) return;
    event.detail.headers["X-CSRFToken"] = token();
    const data = event.detail.formData;
    // Files have their own way: they are sent when they are chosen, not with each saving.
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.delete("csrfmiddlewaretoken");
    // Only what changed, unless nothing is known to have: a page with parked answers saves all of them.
    sending = changed;
    data.set("page", nextTurn());
    if (!changed.size) return;
    for (const name of new Set(data.keys())) data.delete(name);
    for (const [name, value] of entries(changed)) data.append(name, value);
    data.set("page", `${page}.${turn}`);
    changed = new Set();
  });
  function failed(text) {
    changed = new Set([...sending, ...changed]);
    sending = new Set();
    keep();
    say(text, true);
    retry(RETRY);
  }
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== form) return;
    if (leaving) {
      changed = new Set([...sending, ...changed]);
      event.preventDefault();
    } else say(form.dataset.saving, false);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form || !event.detail.successful) return;
    if (event.detail.xhr.getResponseHeader("X-Draft")) {
      sending = new Set();
      keep();
    } else {
      // Signed out, or refused with a sentence: the text stays here until it is saved.
      changed = new Set([...sending, ...changed]);
      keep();
    }
  });
  form.addEventListener("htmx:sendError", () => { failed(form.dataset.offline); });
  form.addEventListener("htmx:timeout", () => { failed(form.dataset.offline); });
  form.addEventListener("htmx:responseError", () => { failed(form.dataset.failed); });
  window.addEventListener("online", () => { retry(0); });

  function post(pairs, options) {
    const data = new URLSearchParams(pairs);
    data.set("csrfmiddlewaretoken", token());
    if (data.get("page") === page) data.set("page", nextTurn());
    return fetch(saveAddress, { method: "POST", body: data, credentials: "same-origin", ...options });
  }

  // Leaving the page, or the phone's browser for another app: save at once, without waiting for an answer.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !changed.size) return;
    // A request that outlives its page is small; what is larger stays in the browser until the page is opened again.
    post(entries(changed), { keepalive: true }).catch(() => keep());
  });

  // Opened again with something that never arrived: it is sent now. What another page has changed meanwhile is not
  // overwritten: the page comes back with both texts.
  async function putBack() {
    const pairs = kept();
    if (!pairs) {
      takeUp();
      return;
    }
    if ("waiting" in form.dataset) {
      forget(); // this very page shows both texts
      return;
    }
    const codes = pairs.filter(([name]) => name === "changed").map(([, code]) => code);
    if (isShown(pairs, codes)) {
      // The browser or the server has put it back already: it is saved like anything else that stands here.
      changed = new Set([...changed, ...codes]);
      retry(0);
      return;
    }
    let answer;
    try {
      answer = await post(pairs);
    } catch {
      say(form.dataset.offline, true);
      return;
    }
    const outcome = answer.ok && answer.headers.get("X-Draft");
    if (outcome === "saved") {
      forget();
      sessionStorage.setItem("put-back", place);
      location.reload();
    } else if (outcome === "waiting") {
      showBoth(pairs);
    } else say(form.dataset.failed, true);
  }
  // What was typed before this file had come, on a slow phone: nobody was told of it, so it is saved now.
  function takeUp() {
    for (const block of form.querySelectorAll(".question[data-code]")) {
      if ([...block.querySelectorAll("input, select, textarea")].some(isTouched)) changed.add(block.dataset.code);
    }
    if (!changed.size) return;
    keep();
    retry(300);
  }
  function isTouched(control) {
    if (!control.name || control.matches("[type=file], [type=hidden]")) return false;
    if (control.matches("[type=radio], [type=checkbox]")) return control.checked !== control.defaultChecked;
    if (control.matches("select")) {
      if (!control.options.length) return false;
      const drawn = [...control.options].findIndex((option) => option.defaultSelected);
      return control.selectedIndex !== Math.max(drawn, 0);
    }
    if (control.matches("textarea")) return control.value !== control.defaultValue;
    // The same value as a browser reads it: a day that it cannot read is empty, and nobody has emptied it.
    const drawn = document.createElement("input");
    drawn.type = control.type;
    drawn.defaultValue = control.defaultValue;
    return control.value !== drawn.value;
  }
  function isShown(pairs, codes) {
    const said = (all) => JSON.stringify(all.filter(([name]) => name !== "page" && name !== "shown" && !name.startsWith("began-")));
    return said(pairs) === said(entries(codes));
  }
  function showBoth(pairs) {
    const other = document.createElement("form");
    other.method = "post";
    other.action = form.action;
    other.hidden = true;
    for (const [name, value] of [...pairs, ["csrfmiddlewaretoken", token()], ["go", "stay"]]) {
      const control = document.createElement("textarea");
      control.name = name;
      control.value = value;
      other.append(control);
    }
    document.body.append(other);
    other.submit();
  }
  if (sessionStorage.getItem("put-back") === place) {
    sessionStorage.removeItem("put-back");
    say(form.dataset.putBack, false);
  }
  putBack();
})();
