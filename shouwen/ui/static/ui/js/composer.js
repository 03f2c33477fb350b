// The acts of a card as one row: a click shows that act's form without asking the server.
(() => {
  const show = (composer, act) => {
    composer.querySelectorAll("[data-act]").forEach((tab) => {
      if (tab.dataset.act === act) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
    composer.querySelectorAll("[data-panel]").forEach((panel) => (panel.hidden = panel.dataset.panel !== act));
    composer.dataset.open = act;
    composer.dataset.expanded = "";
    const field = composer.querySelector(`[data-panel="${act}"] textarea, [data-panel="${act}"] select`);
    if (field) field.focus();
  };

  // The story is read from its newest line up; the pane shows its end.
  const toEnd = () => document.querySelectorAll(".ticket-story").forEach((story) => (story.scrollTop = story.scrollHeight));
  toEnd();
  document.addEventListener("htmx:afterSwap", toEnd);

  // Another row is chosen while a reply is half written: ask before it goes.
  document.addEventListener("htmx:confirm", (event) => {
    const composer = document.getElementById("composer");
    if (!composer || event.detail.target.id !== "card") return;
    const written = [...composer.querySelectorAll("textarea:not([readonly])")].some((field) => field.value !== field.defaultValue);
    if (!written) return;
    event.preventDefault();
    if (window.confirm(composer.dataset.unsent)) event.detail.issueRequest(true);
  });

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-act]");
    if (!tab) return;
    const composer = document.getElementById("composer");
    if (!composer || !composer.querySelector(`[data-panel="${tab.dataset.act}"]`)) return;
    event.preventDefault();
    const again = composer.dataset.open === tab.dataset.act && "expanded" in composer.dataset;
    show(composer, again ? "reply" : tab.dataset.act);
    // On the phone the row alone stays: a second tap puts the form away.
    if (again) delete composer.dataset.expanded;
  });
})();
