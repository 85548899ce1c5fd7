// A button that prints, where the browser can; the browser's own menu does so anyway.

document.querySelectorAll("button[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
