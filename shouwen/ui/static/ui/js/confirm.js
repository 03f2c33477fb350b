// Acts that cannot be taken back ask first, in the words the button carries.
document.addEventListener("submit", (event) => {
  const asking = event.submitter && event.submitter.dataset.confirm ? event.submitter : event.target;
  const question = asking.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
