// A screen that nobody touches: it asks again every half minute besides what it is told, and says when nothing comes.
(() => {
  const sign = document.querySelector("[data-stale]");
  if (!sign) return;
  const EVERY = 30000;
  const OLD = 75000;
  let heard = Date.now();

  const judge = () => {
    const lost = navigator.onLine === false;
    const old = lost || Date.now() - heard > OLD;
    sign.hidden = !old;
    document.body.classList.toggle("wall-is-stale", old);
    sign.querySelectorAll("[data-why]").forEach((words) => { words.hidden = (words.dataset.why === "offline") !== lost; });
  };
  document.addEventListener("live:adopted", (event) => {
    if (event.detail.dataset.part !== "as-of") return;
    heard = Date.now();
    judge();
  });
  window.addEventListener("offline", judge);
  window.addEventListener("online", () => { judge(); document.dispatchEvent(new CustomEvent("live:ask")); });
  setInterval(() => document.dispatchEvent(new CustomEvent("live:ask")), EVERY);
  setInterval(judge, 5000);
})();
