// From 1,200 px a row opens its card beside the list; on a narrower window the link is a plain link.
(() => {
  const wide = window.matchMedia("(min-width: 1200px)");
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!wide.matches || elsewhere) event.stopImmediatePropagation();
  }, true);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "card") return;
    event.target.scrollTop = 0;
    const number = event.target.querySelector("[data-number]");
    document.querySelectorAll("[data-row]").forEach((row) => {
      if (number && row.dataset.row === number.dataset.number) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
  });
  // A card that cannot be loaded beside is opened as a page, where the reason is told.
  document.addEventListener("htmx:responseError", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) location.href = row.href;
  });
})();
