// Goes anywhere by the keys: « / » opens the places of the menu, and looks for people.
// Without this, the menu itself leads to each.
const menu = document.querySelector("[data-palette]");
const opener = menu.querySelector("[data-palette-open]");
const dialog = document.createElement("dialog");
const form = document.createElement("form");
const field = document.createElement("input");
const list = document.createElement("ul");
const places = [...menu.querySelectorAll("a")].map((one) => [one.textContent.trim(), one.href]);

// On a phone, the menu scrolls: the place where one is stands in sight.
menu.querySelector(".nav > li > [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function show() {
  const typed = field.value.trim();
  const found = places.filter(([words]) => folded(words).includes(folded(typed)));
  if (typed) found.push([menu.dataset.find + typed, menu.dataset.findAt + encodeURIComponent(typed)]);
  list.replaceChildren(...found.map(([words, address]) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    [link.textContent, link.href] = [words, address];
    line.append(link);
    return line;
  }));
}

function open() {
  if (dialog.open) return;
  field.value = "";
  show();
  dialog.showModal();
}

function step(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const stops = [field, ...list.querySelectorAll("a")];
  stops.at((stops.indexOf(document.activeElement) + way) % stops.length).focus();
}

dialog.className = "palette";
dialog.setAttribute("aria-label", menu.dataset.palette);
field.type = "search";
field.autocomplete = "off";
field.setAttribute("aria-label", menu.dataset.palette);
field.placeholder = menu.dataset.palette;
form.append(field);
dialog.append(form, list);
document.body.append(dialog);
opener.hidden = false;

field.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
dialog.addEventListener("keydown", step);
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
opener.addEventListener("click", open);
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing) return;
  event.preventDefault();
  open();
});
