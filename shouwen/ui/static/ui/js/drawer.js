// Links with data-drawer open their page inside the drawer; Esc, the cross or a click beside it closes.
(() => {
  const drawer = document.getElementById("drawer");
  if (!drawer || !drawer.showModal) return;

  const opened = async (link) => {
    const answer = await fetch(link.href, { headers: { "X-Drawer": "1" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-drawer-part]");
    if (!part) throw new Error("no part");
    drawer.replaceChildren(document.importNode(part, true));
    drawer.showModal();
    drawer.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      opened(link).catch(() => (location.href = link.href));
    }
    const closer = event.target.closest("[data-close]");
    if (closer && drawer.contains(closer)) {
      event.preventDefault();
      drawer.close();
    }
  });
  drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
})();
