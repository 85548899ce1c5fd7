// The code of a scanned slip stands behind the # of the address, which no server sees.

const field = document.querySelector("input[data-from-address]");
const code = decodeURIComponent(location.hash.slice(1));

if (field && /^[0-9A-Za-z-]{10,40}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
