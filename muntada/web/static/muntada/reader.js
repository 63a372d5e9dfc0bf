// The reader's keys: j/k move, a/e/r/m/u decide, x selects, ? helps. Nothing reloads, nothing loses the place.
(() => {
  "use strict";
  const reader = document.getElementById("reader");
  if (!reader) return;
  const help = document.getElementById("help");
  const together = document.getElementById("together");
  const picked = new Set();
  let current = null;

  const cards = () => [...reader.querySelectorAll(".finding")];
  const cardOf = (id) => document.getElementById(`finding-${id}`);
  const marksOf = (id) => reader.querySelectorAll(`mark[data-findings~="${id}"]`);

  function choose(id, { text = true, focus = true } = {}) {
    if (current) {
      cardOf(current)?.removeAttribute("aria-current");
      marksOf(current).forEach((mark) => mark.classList.remove("chosen"));
    }
    current = id;
    const card = cardOf(id);
    if (!card) return;
    card.setAttribute("aria-current", "true");
    if (focus) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const marks = marksOf(id);
    marks.forEach((mark) => mark.classList.add("chosen"));
    if (text && marks.length) marks[0].scrollIntoView({ block: "center" });
  }

  function move(step) {
    const all = cards();
    if (!all.length) return;
    const at = all.findIndex((card) => card.dataset.finding === current);
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    choose(next.dataset.finding);
  }

  function pick() {
    if (!current) return;
    if (picked.has(current)) picked.delete(current);
    else picked.add(current);
    cardOf(current).classList.toggle("picked", picked.has(current));
  }

  function dropAll() {
    picked.forEach((id) => cardOf(id)?.classList.remove("picked"));
    picked.clear();
  }

  function press(key) {
    if (picked.size && "aru".includes(key)) {
      const verdict = { a: "accept", r: "reject", u: "undo" }[key];
      const values = { finding: [...picked], verdict, csrfmiddlewaretoken: together.csrfmiddlewaretoken.value };
      dropAll();
      htmx.ajax("POST", together.action, { source: together, values, swap: "none" });
      return;
    }
    const control = current && cardOf(current)?.querySelector(`[data-key="${key}"]`);
    if (!control) return;
    if (key === "m") control.focus();
    else control.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (typing) choose(current, { text: false });
      else dropAll();
      return;
    }
    if (typing) return;
    const act = { j: () => move(1), k: () => move(-1), x: pick, "?": () => help.showModal() }[event.key];
    if (act) act();
    else if ("aerum".includes(event.key)) press(event.key);
    else return;
    event.preventDefault();
  });

  reader.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-cancel]");
    if (cancel) {
      event.preventDefault();
      const id = cancel.closest(".finding").dataset.finding;
      const values = { finding: id, csrfmiddlewaretoken: together.csrfmiddlewaretoken.value };
      htmx.ajax("POST", together.action, { source: together, values, swap: "none" });
      return;
    }
    const mark = event.target.closest("mark[data-findings]");
    if (mark) {
      const ids = mark.dataset.findings.split(" ");
      const at = ids.indexOf(current);
      choose(ids[(at + 1) % ids.length], { text: false });
      return;
    }
    const card = event.target.closest(".finding");
    if (card && !event.target.closest("a, button, input, select, textarea, label")) choose(card.dataset.finding);
  });
  document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());

  // A card that was answered anew keeps its place, and its marks take its state.
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const card = document.getElementById(event.detail.target.id);
    if (!card || !card.classList.contains("finding")) return;
    htmx.process(card);
    marksOf(card.dataset.finding).forEach((mark) => {
      mark.classList.remove("draft", "accepted", "rejected");
      mark.classList.add(card.dataset.state);
    });
    if (card.dataset.finding === current) choose(current, { text: false });
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const card = event.detail.target.id?.startsWith("finding-") && document.getElementById(event.detail.target.id);
    if (!card) return;
    choose(card.dataset.finding, { text: false, focus: false });
    card.querySelector(".editing input:not([type=hidden]), .editing select")?.focus();
  });

  if (location.hash.startsWith("#finding-")) choose(location.hash.slice(9));
  else if (location.hash.startsWith("#at-")) choose(location.hash.slice(4), { focus: false });
})();
