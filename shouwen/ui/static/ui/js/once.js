// A form is sent once: the button that sent it rests until the answer comes.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A text that is put into a line is asked for as often as somebody likes.
    if (event.defaultPrevented || form.matches("[data-canned]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // After the browser has read the form, or the button's own name and value would be lost.
    setTimeout(() => form.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => {
      button.disabled = true;
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    }), 0);
  });

  const rest = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button:disabled").forEach((button) => (button.disabled = false));
  };
  document.addEventListener("htmx:afterRequest", (event) => event.target.matches("form") && rest(event.target));
  window.addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(rest));
})();
