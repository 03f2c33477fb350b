// After a refused form the list of what is wrong takes the focus, or else the first field at fault.
(() => {
  const summary = document.querySelector(".error-summary");
  if (summary) {
    summary.scrollIntoView({ block: "center" });
    summary.focus({ preventScroll: true });
    return;
  }
  const bad = document.querySelector(".field-bad, .field .field-error");
  if (!bad) return;
  const field = bad.closest(".field") || bad;
  field.scrollIntoView({ block: "center" });
  const input = field.querySelector("input:not([type=hidden]), textarea, select");
  if (input) input.focus({ preventScroll: true });
})();
