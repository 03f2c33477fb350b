// The acts of a card as one row: a click shows that act's form without asking the server.
(() => {
  const show = (composer, act) => {
    composer.querySelectorAll("[data-act]").forEach((tab) => {
      if (tab.dataset.act === act) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
    composer.querySelectorAll("[data-panel]").forEach((panel) => (panel.hidden = panel.dataset.panel !== act));
    composer.dataset.open = act;
    const field = composer.querySelector(`[data-panel="${act}"] textarea, [data-panel="${act}"] select`);
    if (field) field.focus();
  };

  // The story is read from its newest line up; the pane shows its end.
  const toEnd = () => document.querySelectorAll(".ticket-story").forEach((story) => (story.scrollTop = story.scrollHeight));
  toEnd();
  document.addEventListener("htmx:afterSwap", toEnd);

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-act]");
    if (!tab) return;
    const composer = document.getElementById("composer");
    if (!composer || !composer.querySelector(`[data-panel="${tab.dataset.act}"]`)) return;
    event.preventDefault();
    const again = composer.contains(tab) && composer.dataset.open === tab.dataset.act && tab.dataset.act !== "reply";
    show(composer, again ? "reply" : tab.dataset.act);
  });
})();
