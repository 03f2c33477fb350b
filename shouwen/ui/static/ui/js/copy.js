// Copies a number or a text; the button says that it did.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy) : null;
  const text = source ? source.innerText : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain http inside a hospital has no clipboard API: the old way.
    const area = document.createElement("textarea");
    area.value = text;
    (button.closest("dialog") || document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const icon = button.querySelector(".bi");
  const status = document.getElementById("status");
  if (status) status.textContent = button.dataset.copied || "";
  if (!icon) return;
  const before = icon.dataset.icon || (icon.dataset.icon = icon.className);
  icon.className = "bi bi-check2";
  setTimeout(() => (icon.className = before), 1500);
});
