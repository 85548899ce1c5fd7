// On a shared device: left alone for some minutes, the page leaves by itself; a page that
// comes back from the browser's memory asks the server, which knows nobody any more.

const head = document.querySelector("[data-device]");
const warning = head.querySelector("[data-device-warning]");
const allowed = Number(head.dataset.seconds) * 1000;
const warned = 30 * 1000;
let touched = Date.now();

const touch = () => {
  touched = Date.now();
  warning.hidden = true;
};

for (const what of ["pointerdown", "keydown", "input", "scroll"]) {
  window.addEventListener(what, touch, { passive: true });
}
window.setInterval(() => {
  const alone = Date.now() - touched;
  if (alone > allowed) window.location.replace(head.dataset.leave);
  else if (alone > allowed - warned) warning.hidden = false;
}, 1000);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
