// Keeps a form as a draft, some seconds after typing has stopped. Without this, a button does.
const form = document.querySelector("[data-draft]");
const said = document.querySelector("[data-draft-said]");
let waiting;
let sending;

async function keep() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("cle"); // of the form itself, which is still to be sent
  sending = new AbortController();
  const how = { method: "POST", body: fields, redirect: "manual", signal: sending.signal };
  const answer = await fetch(form.dataset.draft, how).catch(() => ({}));
  const text = answer.type === "opaqueredirect" ? said.dataset.kept : said.dataset.notKept;
  if (!how.signal.aborted && said.textContent !== text) said.textContent = text;
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, 3000);
});
form?.addEventListener("submit", () => {
  clearTimeout(waiting);
  sending?.abort();
});
