// The original beside its clauses: what is chosen at one side is shown at the other, without a reload that loses the place.
(() => {
  "use strict";
  const bench = document.getElementById("bench");
  if (!bench) return;
  const original = bench.querySelector(".original-text");

  const show = (mark) => {
    if (!mark || !original) return;
    const place = mark.offsetTop - original.offsetTop - original.clientHeight / 3;
    original.scrollTop = Math.max(0, place);
  };
  const marked = (wid) => {
    for (const one of original ? original.querySelectorAll("[data-wid]") : []) {
      one.classList.toggle("near", one.dataset.wid === wid);
    }
  };
  show(document.getElementById("place"));

  // Looking at a clause, by pointer or by keyboard, shows where it stands.
  for (const event of ["mouseover", "focusin"]) {
    bench.addEventListener(event, (happened) => {
      const clause = happened.target.closest(".clause");
      if (clause) marked(clause.dataset.wid);
    });
  }
  // A place in the original leads to its clause.
  original?.addEventListener("click", (happened) => {
    const place = happened.target.closest("[data-wid]");
    const link = place && document.getElementById(`c-${place.dataset.wid}`)?.querySelector("a.said");
    if (link && !window.getSelection()?.toString()) link.click();
  });
})();
