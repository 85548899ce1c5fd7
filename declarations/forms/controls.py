"""What is typed about what follows from a decision; files are looked at elsewhere."""

from django import forms

from declarations.forms.cases import LONG, CaseForm
from declarations.models import Forum, HandlingKind, PastResult, ReferralResult
from documents.text import PaperTextField
from documents.uploads.fields import evidence_field

FINDINGS = (
    (HandlingKind.ACCEPTED, "Laporan diterima"),
    (HandlingKind.MORE, "Laporan perlu dilengkapi"),
    (HandlingKind.EXTENDED, "Pengendalian diperpanjang"),
)


def day_field(label, **named):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **named,
    )


def long_text(label, *, rows=4, **named):
    return PaperTextField(
        label=label,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        **named,
    )


class AboutCase(CaseForm):
    """A form that knows its case: nothing happens in the future."""

    def __init__(self, *args, case, **kwargs):
        self.case = case
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def past(self, name):
        """The day typed, which must have come."""
        day = self.cleaned_data[name]
        if day and day > self.case.today:
            raise forms.ValidationError("Pilih hari ini atau hari sebelumnya.")
        return day


class AboutDecision(AboutCase):
    """A form that says by which decision its page was made: another may stand now."""

    decision = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.its_decision is not None:
            self.fields["decision"].initial = self.its_decision.public_id

    @property
    def its_decision(self):
        """What it is about, as it stands now; None where nothing does."""
        return self.case.decision

    @property
    def is_of_its_decision(self):
        """Whether it was made for the decision that it is about now."""
        self.is_valid()
        meant, known = self.cleaned_data.get("decision"), self.its_decision
        return known is not None and known.public_id == meant

    @property
    def typed(self):
        """What was typed, without the decision it was typed for."""
        given = self.cleaned_data
        return {name: given[name] for name in given if name != "decision"}


class AboutControl(AboutDecision):
    """
    A form about a control, which its decision ordered.

    The address names a control by its place alone, and a new decision fills the same
    places. Takes no control where the place is empty now.
    """

    def __init__(self, *args, control, **kwargs):
        self.control = control
        super().__init__(*args, **kwargs)

    @property
    def its_decision(self):
        return self.control and self.control.decision


class ReportForm(AboutControl):
    text = long_text(
        "Bagaimana pengendalian dilaksanakan?",
        help_text="Dibaca penelaah dan Inspektorat.",
        error_messages={"required": "Tulis bagaimana pengendalian dilaksanakan."},
    )
    evidence = evidence_field("Bukti pelaksanaan")


class RecheckForm(AboutControl):
    """The finding on a report, with the new date where it goes on."""

    kind = forms.ChoiceField(
        label="Hasil peninjauan",
        choices=FINDINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasil peninjauan."},
    )
    text = long_text(
        "Temuan Anda",
        help_text="Dibaca yang bersangkutan dan Inspektorat.",
        error_messages={"required": "Tulis apa yang Anda temukan."},
    )
    review_on = day_field(
        "Tanggal peninjauan baru",
        help_text="Isi bila pengendalian diperpanjang.",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].conditional = True

    def clean(self):
        typed = super().clean() or {}
        extends = typed.get("kind") == HandlingKind.EXTENDED
        day = typed.get("review_on")
        if extends and not day and "review_on" not in self.errors:
            self.add_error("review_on", "Isi tanggal peninjauan yang baru.")
        if extends and day and day <= self.latest_before:
            self.add_error(
                "review_on",
                "Tanggal baru harus sesudah hari ini dan sesudah tanggal yang lama.",
            )
        if not extends and day and typed.get("kind"):
            self.add_error(
                "review_on",
                "Kosongkan tanggal, atau pilih bahwa pengendalian diperpanjang.",
            )
        return typed

    @property
    def finding(self):
        """What was found, as the workflow takes it."""
        given = self.cleaned_data
        return {
            "kind": HandlingKind(given["kind"]),
            "text": given["text"],
            "review_on": given["review_on"],
        }

    @property
    def latest_before(self):
        """The day after which a new review date must come."""
        if self.control is None:
            return self.case.today
        return max(self.case.today, self.control.review_on)


class ReasonForm(AboutCase):
    """Why something ends."""

    text = long_text(
        "Alasan",
        rows=3,
        help_text="Dibaca yang bersangkutan dan Inspektorat.",
        error_messages={"required": "Tulis alasannya."},
    )


class EndForm(ReasonForm, AboutControl):
    """Why a control ends."""


class ConfirmForm(AboutCase):
    still = forms.ChoiceField(
        label="Apakah keadaan yang Anda nyatakan masih ada?",
        choices=[("ya", "Masih ada"), ("tidak", "Sudah berakhir")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih masih ada atau sudah berakhir."},
    )
    text = long_text(
        "Penjelasan",
        rows=3,
        help_text="Apa yang tetap sama, atau sejak kapan dan mengapa berakhir.",
        error_messages={"required": "Tulis penjelasan singkat."},
    )


class AnnouncementForm(AboutCase):
    """Where the open announcement was made (rule 6)."""

    forum = forms.ChoiceField(
        label="Cara menyatakan",
        choices=[
            ("", "Pilih cara"),
            ("Rapat", "Dalam rapat"),
            ("Pengumuman", "Dengan pengumuman kepada publik"),
        ],
        error_messages={"required": "Pilih cara menyatakan."},
    )
    held_on = day_field("Tanggal", error_messages={"required": "Isi tanggalnya."})
    place = PaperTextField(
        label="Tempat atau media",
        max_length=200,
        error_messages={"required": "Tulis tempat atau medianya."},
    )
    minutes = PaperTextField(
        label="Nomor berita acara atau pengumuman",
        max_length=100,
        error_messages={"required": "Isi nomor berita acara atau pengumuman."},
    )
    evidence = evidence_field("Bukti", required=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].error_messages["required"] = (
            "Pilih paling sedikit satu berkas bukti."
        )

    def clean_held_on(self):
        return self.past("held_on")


class PastReviewForm(AboutDecision):
    """What became of an earlier decision (rule 21)."""

    result = forms.ChoiceField(
        label="Hasil peninjauan keputusan terdahulu",
        choices=PastResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasil peninjauan."},
    )
    new_number = PaperTextField(
        label="Nomor keputusan baru",
        help_text="Isi bila keputusan diubah atau dibatalkan.",
        max_length=100,
        required=False,
    )
    new_on = day_field("Tanggal keputusan baru", required=False)
    reasons = long_text("Alasan", error_messages={"required": "Tulis alasannya."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("new_number", "new_on"):
            self.fields[name].conditional = True

    def clean_new_on(self):
        return self.past("new_on")

    def clean(self):
        typed = super().clean() or {}
        kept = typed.get("result") == PastResult.KEPT
        for name, words in (
            ("new_number", "Isi nomor keputusan baru."),
            ("new_on", "Isi tanggal keputusan baru."),
        ):
            if typed.get("result") and not kept and not typed.get(name):
                if name not in self.errors:
                    self.add_error(name, words)
            elif kept and typed.get(name):
                self.add_error(name, "Kosongkan: keputusan terdahulu dipertahankan.")
        return typed


class ReferralForm(AboutDecision):
    forum = forms.ChoiceField(
        label="Dirujuk ke",
        choices=[("", "Pilih lembaga"), *Forum.choices],
        error_messages={"required": "Pilih ke mana perkara dirujuk."},
    )
    referred_on = day_field(
        "Tanggal rujukan", error_messages={"required": "Isi tanggal rujukan."}
    )
    number = PaperTextField(
        label="Nomor surat rujukan",
        max_length=100,
        error_messages={"required": "Isi nomor surat rujukan."},
    )

    def clean_referred_on(self):
        return self.past("referred_on")


class ReferralResultForm(AboutDecision):
    """What came of a referral, by the ladder of PP 94/2021 or of ethics."""

    result = forms.ChoiceField(
        label="Hasil",
        choices=[("", "Pilih hasil"), *ReferralResult.choices],
        error_messages={"required": "Pilih hasilnya."},
    )
    result_on = day_field(
        "Tanggal keputusan", error_messages={"required": "Isi tanggal keputusan."}
    )
    number = PaperTextField(
        label="Nomor keputusan",
        max_length=100,
        error_messages={"required": "Isi nomor keputusan."},
    )

    def clean_result_on(self):
        day = self.past("result_on")
        referral = getattr(self.case.decision, "referral", None)
        if day and referral and day < referral.referred_on:
            raise forms.ValidationError("Keputusan tidak mendahului rujukannya.")
        return day
