// On every page: focus what went wrong, show the open tab, press once, count letters, close menus.
// Nothing here is needed to use a page.

// ---- error summary --------------------------------------------------------------------
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
focusSummary(document);

// ---- tabs that do not fit: the one that is open shows -----------------------------------
document.querySelectorAll(".tabs [aria-current]").forEach((open) => {
  const row = open.closest(".tabs");
  const ahead = open.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += ahead - (row.clientWidth - open.offsetWidth) / 2;
});

// ---- press once: a second press would send the form twice -----------------------------
const release = () => {
  document.querySelectorAll("form[data-sending]").forEach((form) => {
    delete form.dataset.sending;
  });
  document.querySelectorAll("[data-pressed]").forEach((button) => {
    delete button.dataset.pressed;
    button.removeAttribute("aria-disabled");
  });
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "ya";
  if (event.submitter) {
    event.submitter.dataset.pressed = "ya";
    event.submitter.setAttribute("aria-disabled", "true");
  }
});
window.addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);

// ---- letters left: counted as the server counts, a line break as two -------------------
const number = new Intl.NumberFormat("id");

const countLetters = (area) => {
  const said = document.getElementById(`${area.id}_limit`);
  if (!said) return;
  const left = Number(area.dataset.limit) - [...area.value.replace(/\r?\n/g, "\r\n")].length;
  const over = left < 0;
  said.textContent = over
    ? `Terlalu panjang ${number.format(-left)} huruf`
    : `Tersisa ${number.format(left)} huruf`;
  if (over && !said.classList.contains("char-count--over")) said.setAttribute("role", "alert");
  if (!over) said.removeAttribute("role");
  said.classList.toggle("char-count--over", over);
};

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-limit]")) countLetters(event.target);
});

// ---- menus are <details>: Escape closes them and returns the focus, a click elsewhere too --
const openMenus = () => [...document.querySelectorAll("details[data-menu][open]")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
});
document.addEventListener("click", (event) => {
  openMenus()
    .filter((menu) => menu.classList.contains("account") && !menu.contains(event.target))
    .forEach((menu) => {
      menu.open = false;
    });
});
