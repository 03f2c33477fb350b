// Where the keys are shown, a digit chooses and moves on; Ctrl+Enter sends from anywhere on the page.
(() => {
  const form = document.getElementById("intake-form");
  if (!form) return;

  // The next group of choices; after the last one the button that sends.
  const onward = (group) => {
    const groups = [...form.querySelectorAll("fieldset[data-keys]")];
    const next = groups[groups.indexOf(group) + 1];
    if (next && !group.closest("#intake-callers")) (next.querySelector("input:checked") || next.querySelector("input")).focus();
    else if (group.closest("#intake-callers")) form.elements.text.focus();
    else form.querySelector(".intake-acts button").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(".intake-acts button"));
  });

  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    // Enter in a line of text would press the first button of the form: it goes on to the next field instead.
    if (event.key === "Enter" && event.target.matches("input:not([type=radio]):not([type=file])")) {
      event.preventDefault();
      const caller = form.querySelector("#intake-callers input:checked") || form.querySelector("#intake-callers input");
      (caller || form.elements.text).focus();
      return;
    }
    const group = event.target.closest("fieldset[data-keys]");
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onward(group);
      return;
    }
    const choice = /^[1-9]$/.test(event.key) && group.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    onward(group);
  });
})();
