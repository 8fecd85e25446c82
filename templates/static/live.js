// Renews a page's `data-live` part every so many seconds, in place, until somebody pauses it.
// An answer without that part, such as the sign-in page, changes nothing: the room goes on reading.
const part = document.querySelector("[data-live]");
const button = document.querySelector("[data-pause]");
let paused = false;

async function renew() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh && !paused && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
}

button.hidden = false;
button.addEventListener("click", () => {
  paused = !paused;
  button.textContent = paused ? button.dataset.resume : button.dataset.pause;
});
setInterval(() => paused || renew().catch(() => {}), 1000 * part.dataset.live);
