// Due chips count on their own: every half minute, by the server's clock, in the words the page brought along.
(() => {
  const words = document.documentElement.dataset;
  const ahead = words.now ? Date.parse(words.now) - Date.now() : 0;

  const span = (minutes) => {
    const fill = (text, d, h, m) => text.replace("{d}", d).replace("{h}", h).replace("{m}", m);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    if (days) return fill(hours ? words.wordsDh : words.wordsD, days, hours, 0);
    if (hours) return fill(minutes % 60 ? words.wordsHm : words.wordsH, 0, hours, minutes % 60);
    return fill(words.wordsM, 0, 0, minutes);
  };

  const recount = (chip) => {
    const now = Date.now() + ahead;
    const due = Date.parse(chip.dataset.due);
    const late = now >= due;
    const state = late ? "late" : now >= Date.parse(chip.dataset.warn) ? "soon" : "fine";
    // Rounded so that nothing is promised that is already over: left down, over down.
    const minutes = Math.floor(Math.abs(due - now) / 60000);
    const text = minutes ? (late ? words.wordsOver : words.wordsLeft).replace("{t}", span(minutes))
      : late ? words.wordsNowLate : words.wordsLastMinute;
    chip.querySelector(".due-words").textContent = text;
    for (const name of ["fine", "soon", "late"]) chip.classList.toggle(`due-${name}`, name === state);
    chip.querySelector(".bi").className = `bi ${{ fine: "bi-clock", soon: "bi-hourglass-split", late: "bi-exclamation-triangle-fill" }[state]}`;
  };

  const all = () => document.querySelectorAll(".due[data-due]").forEach(recount);
  if (words.wordsLeft) setInterval(all, 30000);
  document.addEventListener("visibilitychange", () => document.hidden || !words.wordsLeft || all());
})();
