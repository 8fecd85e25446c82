// Finds people as one types: what was found is renewed in place. Without this, a button does.
const form = document.querySelector("[data-search]");
const words = form.querySelector("[type=search]");
let waiting;
let asking;

function asked() {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.action}?${new URLSearchParams(fields)}`;
}

async function find() {
  asking?.abort();
  asking = new AbortController();
  const address = asked();
  const answer = await fetch(address, { signal: asking.signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-found]");
  if (!fresh) return form.requestSubmit();
  document.querySelector("[data-said]").textContent = fresh.querySelector("h2").textContent;
  document.querySelector("[data-found]").replaceChildren(...fresh.childNodes);
  history.replaceState(null, "", address);
}

words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => find().catch(() => {}), 250);
});
form.addEventListener("change", (event) => {
  if (event.target !== words) find().catch(() => {});
});
