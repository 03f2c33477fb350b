// j k move through a list, Enter opens, x chooses a row, X every row, g then q goes to the queue, n starts a new one, / searches, r replies.
(() => {
  const go = (selector) => {
    const target = document.querySelector(selector);
    if (!target) return false;
    if (target.matches("input")) target.focus();
    else target.click();
    return true;
  };

  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return false;
    const at = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
    const focused = rows.indexOf(document.activeElement);
    const from = focused >= 0 ? focused : at;
    const next = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  const pick = () => {
    const row = document.activeElement.closest("[data-row]") || document.querySelector("[data-row][aria-current]");
    const box = row && row.parentElement.querySelector("[data-pick]");
    if (box) box.click();
    return Boolean(box);
  };
  const pickAll = () => {
    const box = document.querySelector("[data-pick-all]");
    if (box) box.click();
    return Boolean(box);
  };

  let led = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Esc leaves a text box, so that j and k move again.
    if (event.key === "Escape" && event.target.matches("input, textarea, select") && !event.target.closest("dialog")) event.target.blur();
    if (event.target.closest("input:not([data-pick]):not([data-pick-all]), textarea, select, [contenteditable], dialog")) return;
    const after = Date.now() - led < 1000;
    led = 0;
    const acts = {
      j: () => move(1),
      k: () => move(-1),
      x: pick,
      X: pickAll,
      n: () => go("[data-key=n]"),
      r: () => go("[data-key=r]"),
      "/": () => go("[data-key=search]"),
      g: () => { led = Date.now(); return true; },
    };
    // g and a letter or digit goes to a room, also to one behind "More".
    const act = after && /^[a-z0-9]$/.test(event.key) ? () => go(`[data-key=g${event.key}]`) : acts[event.key];
    if (act && act()) event.preventDefault();
  });
})();
