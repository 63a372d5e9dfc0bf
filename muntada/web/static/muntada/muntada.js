// The evidence panel: opens at the side, closes with Escape, and gives the focus back to where it came from.
(() => {
  "use strict";
  let opener = null;
  const panel = () => document.getElementById("panel");

  function close() {
    const side = panel();
    if (!side || !side.childNodes.length) return;
    side.replaceChildren();
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      opener.removeAttribute("aria-expanded");
      opener.focus();
    }
    opener = null;
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel()) return;
    if (opener) opener.removeAttribute("aria-expanded");
    opener = event.detail.requestConfig.elt;
    opener.setAttribute("aria-expanded", "true");
    panel().focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-panel]")) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
  });
})();
