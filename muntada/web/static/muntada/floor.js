// The clock of the floor: it runs on between two answers of the server, in the digits that the page was written in.
(() => {
  "use strict";
  const ARABIC = "٠١٢٣٤٥٦٧٨٩";
  let begun = [];

  function written(seconds, arabic) {
    const whole = Math.abs(seconds);
    const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    return arabic ? text.replace(/[0-9]/g, (digit) => ARABIC[Number(digit)]) : text;
  }

  function take() {
    const now = Date.now();
    begun = [...document.querySelectorAll("[data-seconds]")].map((clock) => ({
      clock,
      left: Number(clock.dataset.seconds),
      arabic: /[٠-٩]/.test(clock.textContent),
      at: now,
    }));
  }

  function show() {
    for (const one of begun) {
      const left = one.left - Math.floor((Date.now() - one.at) / 1000);
      const face = one.clock.querySelector("bdi") || one.clock;
      face.textContent = written(left, one.arabic);
      one.clock.closest(".floor").classList.toggle("over", left < 0);
    }
  }

  document.addEventListener("DOMContentLoaded", take);
  document.addEventListener("htmx:afterSwap", take);
  window.setInterval(show, 1000);
})();
