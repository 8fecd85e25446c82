// Counts down how long a deed can still be undone, then takes the button away: it would be too late.
const form = document.querySelector("[data-undo]");
const left = form?.querySelector("[data-left]");
const end = Date.now() + 1000 * Number(form?.dataset.undo);
const ticking = form && setInterval(() => {
  const seconds = Math.ceil((end - Date.now()) / 1000);
  left.textContent = String(Math.max(seconds, 0));
  if (seconds > 0) return;
  clearInterval(ticking);
  form.remove();
}, 1000);
