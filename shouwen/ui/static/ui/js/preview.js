// Shows the chosen pictures before they are sent, and asks whether a patient can be read on them.
(() => {
  const show = (input) => {
    const list = document.getElementById(input.dataset.preview);
    if (!list) return;
    list.replaceChildren(...[...input.files].map((file) => {
      const item = document.createElement("li");
      if (file.type.startsWith("image/")) {
        const image = document.createElement("img");
        const read = new FileReader();
        read.addEventListener("load", () => (image.src = read.result));
        read.readAsDataURL(file);
        image.alt = file.name;
        item.className = "thumb";
        item.append(image);
      } else {
        item.className = "file";
        item.textContent = file.name;
      }
      return item;
    }));
    const question = input.form && input.form.querySelector(".patient-question");
    const pictures = [...input.files].some((file) => file.type.startsWith("image/"));
    if (question) question.querySelectorAll("input[type=radio]").forEach((choice) => (choice.required = pictures));
    if (question) question.hidden = !input.files.length && !question.querySelector(".field-error");
  };

  const all = () => document.querySelectorAll("input[type=file][data-preview]").forEach(show);
  all();
  document.addEventListener("htmx:afterSwap", all);
  document.addEventListener("change", (event) => event.target.matches("input[data-preview]") && show(event.target));
})();
