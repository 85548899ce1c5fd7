// Passkeys: hands the server's options to the browser, and its answer to the form.
// Without passkeys in the browser, the forms stay hidden and passwords do.

const known = Boolean(window.PublicKeyCredential && navigator.credentials);

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (options) => {
  const key = structuredClone(options.publicKey);
  key.challenge = toBytes(key.challenge);
  if (key.user) key.user.id = toBytes(key.user.id);
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    key[name] = (key[name] || []).map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return { publicKey: key };
};

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const asJson = (credential) => {
  const response = {};
  for (const name of PARTS) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const optionsOf = async (form) => {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
};

const start = (form) => {
  const field = form.querySelector("input[name=credential]");
  const status = form.querySelector("[data-passkey-status]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    status.textContent = "Ikuti petunjuk perangkat Anda.";
    try {
      const options = withBytes(await optionsOf(form));
      const credential = await navigator.credentials[form.dataset.passkey](options);
      field.value = JSON.stringify(asJson(credential));
      form.requestSubmit();
    } catch {
      status.textContent = "Kunci sandi tidak dipakai. Coba lagi, atau pakai cara lain.";
    }
  });
};

// A button within a longer form: the device's answer is sent with the rest of it.
const startButton = (button) => {
  const form = button.form;
  const field = form.querySelector("input[name=credential]");
  const status = form.querySelector("[data-passkey-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "Ikuti petunjuk perangkat Anda.";
    try {
      const credential = await navigator.credentials.get(withBytes(JSON.parse(button.dataset.passkeyOptions)));
      field.value = JSON.stringify(asJson(credential));
      form.requestSubmit();
    } catch {
      status.textContent = "Kunci sandi tidak dipakai. Coba lagi, atau pakai cara lain.";
    }
  });
};

if (known) document.querySelectorAll("button[data-passkey-button]").forEach(startButton);
if (known) document.querySelectorAll("form[data-passkey]").forEach(start);
else document.querySelectorAll("[data-passkey-missing]").forEach((node) => { node.hidden = false; });
window.addEventListener("pageshow", () => {
  document.querySelectorAll("input[name=credential]").forEach((field) => { field.value = ""; });
});
