// Saves a draft a few seconds after typing. The page's own button works without it.

const PAUSE = 3000;

const start = (form) => {
  const status = form.querySelector("[data-autosave-status]");
  const version = form.querySelector("input[name=version]");
  let timer = 0;
  let busy = false;
  let again = false;
  let stopped = false;
  let waiting = null;

  const say = (words) => { status.textContent = words; };

  const save = async () => {
    if (stopped) return;
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (isJson) {
        const said = await answer.json();
        say(said.message);
        if (answer.ok) version.value = said.version;
        else stopped = true;
      } else {
        say("Draf belum tersimpan otomatis. Tekan tombol Simpan di bawah.");
      }
    } catch {
      say("Sambungan terputus: draf belum tersimpan. Isian Anda masih ada di halaman ini.");
    }
    busy = false;
    if (waiting) form.requestSubmit(waiting);
    else if (again) { again = false; later(); }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", later);
  // A saving under way would make the version of this form an old one: let it end first.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (busy) {
      event.preventDefault();
      waiting = event.submitter;
    } else {
      stopped = true;
    }
  });
  window.addEventListener("pageshow", () => { stopped = false; waiting = null; });
};

document.querySelectorAll("form[data-autosave]").forEach(start);
