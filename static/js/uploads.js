// Files that are sent as soon as they are chosen, with their progress; what breaks off is sent again without a second copy.
"use strict";

(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const MEGABYTE = 1024 * 1024;
  const QUARTER = 25;
  let running = 0;

  function token() {
    const found = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return found ? decodeURIComponent(found.split("=")[1]) : form.elements.csrfmiddlewaretoken.value;
  }
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }
  function megabytes(bytes) {
    return (bytes / MEGABYTE).toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: 1 });
  }

  // The line that tells how it goes: it stays while the list of files above it is drawn anew.
  function lineOf(block) {
    let line = block.querySelector(".upload-state");
    if (line) return line;
    line = document.createElement("div");
    line.className = "upload-state";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    line.append(said);
    block.querySelector(".files").after(line);
    return line;
  }
  function say(block, words, { wrong = false, bar = null, again = null } = {}) {
    const line = lineOf(block);
    const said = line.querySelector("p");
    said.textContent = words;
    said.classList.toggle("error-text", wrong);
    for (const part of line.querySelectorAll("progress, button")) if (part !== bar) part.remove();
    if (bar && !bar.isConnected) line.append(bar);
    if (again) line.append(again);
  }

  // Too large or of another kind: said at once, before it is sent.
  function refusal(input, file) {
    const words = input.closest(".files").dataset;
    const largest = Number(input.dataset.largest);
    if (largest && file.size > largest) return fill(words.tooLarge, { name: file.name, size: megabytes(file.size), limit: megabytes(largest) });
    if (!file.size) return fill(words.empty, { name: file.name });
    const endings = input.accept.split(",");
    const fits = endings.some((ending) => file.name.toLowerCase().endsWith(ending));
    return fits ? "" : fill(words.otherKind, { name: file.name, kinds: endings.join(", ") });
  }

  function send(block, file) {
    const words = { ...block.querySelector(".files").dataset };
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    data.set("question", block.dataset.code);
    data.set(`q-${block.dataset.code}`, file);
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    const request = new XMLHttpRequest();
    let told = 0;
    let ended = false;

    function end() {
      if (!ended) running -= 1;
      ended = true;
    }
    function broken(sentence) {
      end();
      const again = document.createElement("button");
      again.type = "button";
      again.className = "btn btn-sm";
      again.textContent = words.again;
      const repeat = () => {
        window.removeEventListener("online", repeat);
        if (again.isConnected) send(block, file);
      };
      again.addEventListener("click", repeat);
      window.addEventListener("online", repeat);
      say(block, fill(sentence, { name: file.name }), { wrong: true, again });
      again.focus();
    }

    request.open("POST", words.address);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const share = Math.floor((event.loaded / event.total) * 100);
      bar.value = share;
      // Read out at each quarter: a voice that counts to a hundred helps nobody.
      if (share < told + QUARTER || share >= 100) return;
      told = share - (share % QUARTER);
      say(block, fill(words.progress, { name: file.name, share, size: megabytes(file.size) }), { bar });
    });
    request.upload.addEventListener("load", () => { say(block, fill(words.checking, { name: file.name }), { bar }); });
    request.addEventListener("error", () => { broken(words.broken); });
    request.addEventListener("timeout", () => { broken(words.broken); });
    request.addEventListener("load", () => {
      const outcome = request.getResponseHeader("X-Upload");
      if (request.status !== 200 || !outcome) {
        broken(words.failed);
        return;
      }
      end();
      show(block, request.responseText);
      say(block, outcome === "kept" ? fill(words.kept, { name: file.name }) : "");
      block.querySelector("input[data-upload]")?.focus();
    });
    running += 1;
    say(block, fill(words.progress, { name: file.name, share: 0, size: megabytes(file.size) }), { bar });
    request.send(data);
  }

  // The list of files, the note and the rules' notes come drawn by the server; each takes the place of the old one.
  function show(block, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const code = CSS.escape(block.dataset.code);
    for (const place of [".files", `#note-${code}`, `#rules-${code}`]) {
      const [old, replacement] = [block.querySelector(place), fresh.querySelector(place)];
      if (old && replacement) old.replaceWith(document.importNode(replacement, true));
    }
  }

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.dataset.upload || !input.files.length) return;
    event.stopImmediatePropagation();
    const block = input.closest(".question[data-code]");
    const file = input.files[0];
    const problem = refusal(input, file);
    // What is sent here must not go along with the rest of the page again.
    input.value = "";
    if (problem) say(block, problem, { wrong: true });
    else send(block, file);
  }, true);
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
})();
