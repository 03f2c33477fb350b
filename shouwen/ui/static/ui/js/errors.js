// After a refused form the first field at fault is brought into view and takes the focus.
(() => {
  const bad = document.querySelector(".field-bad, .field .field-error");
  if (!bad) return;
  const field = bad.closest(".field") || bad;
  field.scrollIntoView({ block: "center" });
  const input = field.querySelector("input:not([type=hidden]), textarea, select");
  if (input) input.focus({ preventScroll: true });
})();
