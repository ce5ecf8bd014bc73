// How long a call is open still, by the visitor's own clock too, counted down; the server's words stand without it.
"use strict";

(() => {
  const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const said = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  function here(time) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const line = time.parentElement.querySelector("[data-here-line]");
    if (!line || !zone) return;
    const closes = new Date(time.dateTime);
    const clock = (timeZone) => closes.toLocaleString("sv-SE", { timeZone });
    // Two names of the same clocks say nothing new.
    if (clock(zone) === clock(time.dataset.zone)) return;
    const moment = closes.toLocaleString(document.documentElement.lang || undefined, { dateStyle: "long", timeStyle: "short" });
    line.textContent = `(${said(time.dataset.here, { moment })})`;
  }

  function left(time, now) {
    const rest = new Date(time.dateTime) - now;
    const values = {
      days: Math.floor(rest / DAY), hours: Math.floor(rest / HOUR), minutes: Math.floor(rest / MINUTE) % 60, seconds: Math.floor(rest / 1000) % 60,
    };
    if (rest <= 0) return time.dataset.closed;
    if (rest >= 2 * DAY) return said(time.dataset.days, { ...values, hours: values.hours % 24 });
    return said(rest >= HOUR ? time.dataset.hours : time.dataset.minutes, values);
  }

  function start() {
    const times = [...document.querySelectorAll("time[data-closes]")];
    if (!times.length) return;
    times.forEach(here);
    // The server's clock decides: what the visitor's is off by is taken away, as far as the page tells it.
    const stamp = times.find((time) => time.dataset.now);
    const off = stamp ? new Date(stamp.dataset.now) - Date.now() : 0;
    const tick = () => {
      for (const time of times) {
        const line = time.parentElement.querySelector("[data-left]");
        const words = left(time, Date.now() + off);
        if (line && line.textContent !== words) line.textContent = words;
      }
    };
    tick();
    setInterval(tick, 1000);
  }
  document.addEventListener("DOMContentLoaded", start);
})();
