"""
What comes in through a public form, before anything of it is believed.

One place for all of them: the one-time token, the trap for machines, the rate, the
CSRF check, and the files, which are kept for an hour when the form is refused.
"""

from django.conf import settings

from complaints import files as store
from complaints import limits, receipts
from complaints.forms.public import TRAP
from complaints.models import File
from documents.uploads.cleaning import clean_all
from documents.uploads.kinds import MAX_FILES
from documents.uploads.stored import put_away, throw_away_unsaved

AGAIN = "Berkas bukti perlu Anda pilih lagi."
TOO_OFTEN = (
    "Dari jaringan ini terlalu banyak kiriman dalam satu jam. Isian Anda masih ada di "
    f"bawah; kirim lagi nanti. {AGAIN}"
)
TRACKED_TOO_OFTEN = (
    "Dari jaringan ini terlalu banyak percobaan dalam satu jam. Coba lagi nanti."
)
STALE = (
    "Formulir ini sudah terlalu lama terbuka. Isian Anda masih ada; periksa, lalu "
    f"kirim lagi. {AGAIN}"
)
FOREIGN = (
    "Kiriman ini tidak dapat kami pastikan datang dari halaman ini. Izinkan kuki, "
    f"periksa isian Anda, lalu kirim lagi. {AGAIN}"
)
TOO_QUICK = (
    f"Kiriman datang terlalu cepat. Periksa isian Anda, lalu kirim lagi. {AGAIN}"
)
TRAPPED = (
    "Ada kolom tersembunyi yang terisi, mungkin oleh peramban. Kolom itu sudah kami "
    f"kosongkan; periksa isian Anda, lalu kirim lagi. {AGAIN}"
)


class Entry:
    """A posted form with its token; faults are added to the form."""

    def __init__(self, request, form, token, what):
        self.request = request
        self.form = form
        self.token = token
        self.status = 200
        self.is_sound = False
        self.came = []
        form.is_valid()
        words = self.refusal(what)
        if words:
            form.add_error(None, words)
        else:
            self.is_sound = True

    def refusal(self, what):
        """Why nothing of it is taken, or nothing."""
        address = self.request.META.get("REMOTE_ADDR", "")
        if limits.is_over(what, address):
            self.status = 429
            return TOO_OFTEN
        if self.request.csrf_failed:
            self.status = 403
            return FOREIGN
        if self.token is None or self.token.is_over:
            return STALE
        if self.request.POST.get(TRAP):
            return TRAPPED
        if self.token.age.total_seconds() < settings.COMPLAINT_MIN_SECONDS:
            return TOO_QUICK
        return ""

    @property
    def next_token(self):
        """The same token again, so that what was kept for it is found; or a new one."""
        if self.token is None or self.token.is_over:
            return receipts.new_token()
        return self.token.text

    def files(self):
        """The files kept so far and those that came now, cleaned and stored."""
        if not self.is_sound:
            return self.kept()
        kept = self.kept()
        came = self.request.FILES.getlist("evidence")
        cleaned, faults = clean_all(came, room=MAX_FILES - len(kept))
        for words in faults:
            self.form.add_error("evidence", words)
        self.came = put_away(File, cleaned)
        return [*kept, *self.came]

    def kept(self):
        if self.token is None or "kept" not in self.request.POST:
            return []
        return store.kept(self.token.mark, self.request.POST.getlist("drop"))

    def keep(self, files):
        """The form is refused: its files wait for an hour."""
        if self.token:
            store.keep([file for file in files if not file.pk], self.token.mark)

    def throw_away_unsaved(self):
        """What came now and was stored for nothing: the form failed, or came twice."""
        throw_away_unsaved(self.came)
