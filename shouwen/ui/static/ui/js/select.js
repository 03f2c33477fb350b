// Cards of a list are chosen; what can be done to all of them stands at the bottom while any is.
(() => {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const all = bar.querySelector("[data-pick-all]");
  const count = bar.querySelector("[data-bulk-count]");
  const picks = () => [...document.querySelectorAll("[data-pick]")];

  const show = () => {
    const boxes = picks();
    const chosen = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("li").classList.toggle("is-chosen", box.checked));
    bar.hidden = !chosen.length;
    count.textContent = count.dataset.words.replace("{count}", chosen.length);
    all.checked = boxes.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  };
  all.closest("label").hidden = false;
  document.addEventListener("change", (event) => {
    if (event.target === all) picks().forEach((box) => { box.checked = all.checked; });
    if (event.target === all || event.target.matches("[data-pick]")) show();
  });
  document.addEventListener("live:rows", show);
  // The browser puts back what was ticked when one returns to the page.
  window.addEventListener("pageshow", show);
  show();
})();
