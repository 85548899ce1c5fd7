// On every page: focus what went wrong, press once, close menus. Nothing depends on it.

const focusSummary = (root) => {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
};

// A pressed button stays pressed until the page changes: a second press would send twice.
const release = () => {
  document.querySelectorAll("[data-sending]").forEach((form) => {
    delete form.dataset.sending;
    form.querySelectorAll("[data-pressed]").forEach((button) => {
      delete button.dataset.pressed;
      button.removeAttribute("aria-disabled");
    });
  });
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  if (event.submitter) {
    event.submitter.dataset.pressed = "1";
    event.submitter.setAttribute("aria-disabled", "true");
  }
});
window.addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);

// Menus are <details>: Escape closes them and gives the focus back, so does a click outside.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
});
document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => {
    if (menu.classList.contains("account") && !menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
focusSummary(document);
