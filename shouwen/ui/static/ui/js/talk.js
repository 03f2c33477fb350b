// A conversation in an open page. A line has an id of its own from here; until the server says that it has the line it
// is kept in this browser and sent again, so that none is lost, and the id keeps it from being there twice.
(() => {
  const room = document.querySelector("[data-talk]");
  if (!room || !window.fetch || !window.DOMParser || !window.crypto) return;
  const list = room.querySelector(".talk-lines");
  const there = room.querySelector(".talk-there");
  const trouble = room.querySelector(".talk-trouble");
  const says = room.dataset;
  const PREFIX = `shouwen-unsent:${says.me}:${says.talk}:`;
  const DAY = 86400000;
  const POLL = 4000;
  const PATIENCE = 10000;
  const queue = [];
  let busy = false;
  let tries = 0;
  let again = null;
  let asking = false;
  let typedAt = 0;
  let toldTyping = 0;

  // Only lines that are not sent yet are kept, each in a place of its own (two windows do not overwrite one another).
  const store = {
    put: (line) => { try { localStorage.setItem(PREFIX + line.key, JSON.stringify({ text: line.text, at: line.at })); } catch (error) { /* full or forbidden: the page itself still has it */ } },
    strike: (key) => { try { localStorage.removeItem(PREFIX + key); } catch (error) { /* as above */ } },
    all: () => {
      const found = [];
      try {
        Object.keys(localStorage).forEach((name) => {
          if (!name.startsWith("shouwen-unsent:")) return;
          let line = {};
          try { line = JSON.parse(localStorage.getItem(name)) || {}; } catch (error) { /* not ours: thrown away below */ }
          if (!line.text || !(Date.now() - line.at < DAY)) localStorage.removeItem(name);
          else if (name.startsWith(PREFIX)) found.push({ key: name.slice(PREFIX.length), text: line.text, at: line.at });
        });
      } catch (error) { /* no storage here */ }
      return found.sort((one, other) => one.at - other.at);
    },
  };
  const newKey = () => {
    const bytes = new Uint8Array(18);
    window.crypto.getRandomValues(bytes);
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  };
  const last = () => [...list.querySelectorAll("[data-line]")].reduce((most, line) => Math.max(most, Number(line.dataset.line)), 0);
  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const toEnd = () => { list.scrollTop = list.scrollHeight; };
  const shown = (key) => [...list.querySelectorAll("[data-key]")].find((line) => line.dataset.key === key);
  const tell = (words) => {
    trouble.hidden = !words;
    trouble.textContent = words || "";
  };

  const show = (line) => {
    if (shown(line.key)) return;
    const item = document.createElement("li");
    item.className = "talk-line talk-mine talk-unsent";
    item.dataset.key = line.key;
    [["talk-head", says.saysMe], ["talk-words", line.text], ["talk-note", says.saysUnsent]].forEach(([name, words]) => {
      const part = document.createElement("div");
      part.className = name;
      part.textContent = words;
      item.append(part);
    });
    list.append(item);
    toEnd();
  };

  // The server's lines, in the server's order; those still on their way stay below them.
  const take = (page) => {
    const piece = new DOMParser().parseFromString(page, "text/html").getElementById("talk-piece");
    if (!piece) return false;
    const follow = atEnd();
    let fresh = 0;
    piece.querySelectorAll("[data-line]").forEach((line) => {
      if (list.querySelector(`[data-line="${line.dataset.line}"]`)) return;
      const key = line.dataset.key;
      if (key) {
        const pending = shown(key);
        if (pending) pending.remove();
        store.strike(key);
        const place = queue.findIndex((each) => each.key === key);
        if (place >= 0) queue.splice(place, 1);
      }
      list.insertBefore(document.importNode(line, true), list.querySelector(".talk-unsent, .talk-refused"));
      fresh += 1;
    });
    if (there.textContent !== piece.dataset.there) there.textContent = piece.dataset.there;
    if (piece.dataset.stage !== says.stage) {
      says.stage = piece.dataset.stage;
      document.dispatchEvent(new CustomEvent("live:ask"));
    }
    if (fresh && follow) toEnd();
    return true;
  };

  const post = async (url, facts) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    const body = new URLSearchParams({ ...facts, after: last(), csrfmiddlewaretoken: token ? token.value : "" });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "HX-Request": "true" }, signal: stop.signal });
    } finally {
      clearTimeout(timer);
    }
  };

  // One after another, so that they stand in the order in which they were written.
  const flush = async () => {
    if (busy || !queue.length) return;
    busy = true;
    clearTimeout(again);
    try {
      while (queue.length) {
        const line = queue[0];
        const answer = await post(says.linesUrl, { text: line.text, submission: line.key });
        if (answer.status === 204 || answer.redirected) { tell(says.saysSignIn); break; }
        const page = await answer.text();
        const refused = new DOMParser().parseFromString(page, "text/html").querySelector("[data-refused]");
        if (answer.ok && take(page)) {
          if (queue[0] === line) queue.shift();
          store.strike(line.key);
          tries = 0;
          tell("");
        } else if (refused) {
          queue.shift();
          store.strike(line.key);
          const item = shown(line.key);
          if (item) {
            item.className = "talk-line talk-mine talk-refused";
            item.querySelector(".talk-note").textContent = `${says.saysRefused}: ${refused.textContent}`;
          }
        } else {
          throw new Error(String(answer.status));
        }
      }
    } catch (error) {
      tell(says.saysOffline);
    } finally {
      busy = false;
      if (queue.length) {
        tries += 1;
        again = setTimeout(flush, Math.min(1000 * 2 ** tries, 15000));
      }
    }
  };

  const ask = async () => {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const typing = Date.now() - typedAt < 5000 ? "1" : "0";
      const answer = await post(says.presenceUrl, { typing });
      if (answer.status === 204 || answer.redirected) tell(says.saysSignIn);
      else if (answer.ok && take(await answer.text())) {
        if (!queue.length) tell("");
        else flush();
      }
    } catch (error) {
      if (queue.length || !navigator.onLine) tell(says.saysOffline);
    } finally {
      asking = false;
    }
  };

  room.addEventListener("submit", (event) => {
    const form = event.target;
    const field = form.querySelector("textarea[name=text]");
    if (!field) return;
    // Files go with the page itself: the browser sends the whole form, and comes back to the talk.
    const files = form.querySelector("input[type=file]");
    if (files && files.files.length) return;
    event.preventDefault();
    const text = field.value.trim();
    if (!text) { field.focus(); return; }
    const line = { key: newKey(), text, at: Date.now() };
    queue.push(line);
    store.put(line);
    show(line);
    field.value = "";
    typedAt = 0;
    field.focus();
    flush();
  });
  // A text that is kept ready is put below what is typed; it is read, and sent by whoever sends it.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const field = room.querySelector("textarea[name=text]");
    if (!form.matches("[data-canned]") || !field) return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) asked.set(event.submitter.name, event.submitter.value);
    try {
      const answer = await fetch(`${form.action}?${asked}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const filled = page.querySelector("[data-talk] textarea[name=text]");
      if (!answer.ok || !filled) throw new Error(String(answer.status));
      field.value = [field.value.trim(), filled.value.trim()].filter(Boolean).join("\n");
      field.focus();
    } catch (error) {
      tell(says.saysOffline);
    }
  });
  room.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    const form = event.target.closest("form");
    if (!form || event.target.name !== "text") return;
    event.preventDefault();
    if (form.requestSubmit) form.requestSubmit();
    else form.querySelector("button[type=submit]").click();
  });
  room.addEventListener("input", (event) => {
    if (event.target.name !== "text") return;
    typedAt = event.target.value.trim() ? Date.now() : 0;
    if (typedAt && Date.now() - toldTyping > 3000) { toldTyping = Date.now(); ask(); }
  });
  document.addEventListener("live:told", ask);
  window.addEventListener("online", () => { tries = 0; flush(); ask(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { flush(); ask(); } });

  store.all().forEach((line) => { queue.push(line); show(line); });
  toEnd();
  flush();
  if (says.stage !== "ended") {
    ask();
    setInterval(ask, POLL);
  }
})();
