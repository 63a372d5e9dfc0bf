// Copies a citation; contents fold on a narrow window. Everything else on the page works without this.
(() => {
  "use strict";
  const fold = document.querySelector("details.contents");
  if (fold && window.matchMedia("(max-width: 46rem)").matches) fold.open = false;

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const word = button.textContent;
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        field.focus();
        field.select();
        if (!document.execCommand("copy")) return;
        button.focus();
      }
      button.textContent = button.dataset.done;
      button.setAttribute("aria-live", "polite");
      setTimeout(() => (button.textContent = word), 4000);
    });
  }
})();
