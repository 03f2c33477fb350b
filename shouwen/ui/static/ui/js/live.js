// Pages that follow what happens. The server says which cards have changed; the page asks for itself again and takes
// over the parts that differ. Nothing that is being read moves, and nothing that is being typed is touched.
(() => {
  const address = document.body.dataset.live;
  if (!address || !window.fetch || !window.DOMParser) return;
  const HIDDEN = 60000;
  const POLL = 5000;
  let source = null;
  let since = 0;
  let polling = null;
  let timer = null;
  let asleep = null;
  let stale = false;

  const typed = (part) => [...part.querySelectorAll("textarea, input:not([type=hidden]), select")]
    .some((field) => field === document.activeElement || (field.type === "checkbox" ? field.checked !== field.defaultChecked : field.matches("select") ? false : field.value !== field.defaultValue));
  const plain = (part) => part.innerHTML.replace(/value="[^"]{20,}"|data-seconds="[^"]*"/g, "");
  const fetched = async (url, headers) => {
    const answer = await fetch(url, { headers, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const adopt = (old, fresh) => {
    if (plain(old) === plain(fresh) || typed(old) || "expanded" in old.dataset || old.querySelector("details[open]")) return;
    const end = old.scrollHeight - old.scrollTop - old.clientHeight < 40;
    const top = old.scrollTop;
    old.innerHTML = fresh.innerHTML;
    old.scrollTop = end && old.matches(".ticket-story") ? old.scrollHeight : top;
    if (window.htmx) window.htmx.process(old);
    document.dispatchEvent(new CustomEvent("live:adopted", { detail: old }));
  };
  const parts = (root, fresh) => root.querySelectorAll("[data-part]").forEach((old) => {
    const same = fresh.querySelector(`[data-part="${old.dataset.part}"]`);
    if (!same) return;
    if (old.dataset.part === "rows") rows(old, same);
    else adopt(old, same);
  });

  // A list keeps its order under the reader's eyes: rows change in place, new ones wait behind a button.
  const rows = (list, fresh) => {
    const row = (root, number) => root.querySelector(`[data-row="${CSS.escape(number)}"]`);
    const numbers = [...fresh.querySelectorAll("[data-row]")].map((each) => each.dataset.row);
    list.querySelectorAll("[data-row]").forEach((old) => {
      const now = row(fresh, old.dataset.row);
      old.classList.toggle("is-gone", !now);
      if (now && plain(old) !== plain(now)) {
        old.innerHTML = now.innerHTML;
        old.classList.add("is-changed");
      }
    });
    const more = numbers.filter((number) => !row(list, number)).length;
    const button = document.querySelector("[data-new-rows]");
    if (!button) return;
    button.hidden = !more;
    button.querySelector("[data-count]").textContent = more;
    button.onclick = () => {
      const picked = [...list.querySelectorAll("[data-pick]:checked")].map((box) => box.value);
      list.innerHTML = fresh.innerHTML;
      list.querySelectorAll("[data-pick]").forEach((box) => { box.checked = picked.includes(box.value); });
      document.dispatchEvent(new CustomEvent("live:rows"));
      button.hidden = true;
      if (window.htmx) window.htmx.process(list);
    };
  };

  const refresh = async (numbers) => {
    const beside = document.querySelector("#card [data-number]");
    const page = await fetched(location.href, {});
    if (page) parts(document, page);
    if (!beside || (numbers && !numbers.includes(beside.dataset.number))) return;
    const card = await fetched(beside.dataset.url, { "HX-Request": "true" });
    if (card) parts(document.getElementById("card"), card);
  };
  // Spread, so that a word to all does not bring everybody back in the same instant.
  const soon = (numbers) => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(numbers).catch(() => { stale = true; }), 150 + Math.random() * 850);
  };
  const concerns = (numbers) => {
    const shown = document.body.dataset.liveCard;
    const found = !shown || numbers.includes(shown);
    if (found) document.dispatchEvent(new CustomEvent("live:told"));
    return found;
  };
  document.addEventListener("live:ask", () => soon());

  const poll = async () => {
    try {
      const answer = await fetch(`${address}?since=${since}`, { credentials: "same-origin" });
      if (answer.status !== 200) return;
      const told = await answer.json();
      since = told.at;
      if (told.numbers.length && concerns(told.numbers)) soon(told.numbers);
    } catch (error) { stale = true; }
  };
  const open = () => {
    if (source || polling) return;
    if (!window.EventSource) { polling = setInterval(poll, POLL); return; }
    let tries = 0;
    source = new EventSource(address);
    source.addEventListener("open", () => { tries = 0; if (stale) soon(); stale = false; });
    source.addEventListener("cards", (event) => { const numbers = JSON.parse(event.data); if (concerns(numbers)) soon(numbers); });
    source.addEventListener("reset", () => soon());
    source.addEventListener("error", () => {
      stale = true;
      tries += 1;
      if (source && (source.readyState === 2 || tries > 4)) { close(); polling = setInterval(poll, POLL); }
    });
  };
  const close = () => {
    if (source) source.close();
    clearInterval(polling);
    source = polling = null;
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(asleep);
    if (document.hidden) { asleep = setTimeout(() => { stale = true; close(); }, HIDDEN); return; }
    open();
    if (stale) soon();
    stale = false;
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) { stale = true; open(); } });
  open();
})();
