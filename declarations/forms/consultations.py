"""What is asked in a private question: to whom, about what, and each message."""

from django import forms

from declarations.forms.cases import LONG, CaseForm
from declarations.models import Desk
from documents.text import PaperTextField

SHORT = 120
SEALED = "Disimpan tersegel. Dibaca Anda dan penasihat yang mengambilnya saja."


class AskForm(CaseForm):
    to = forms.ChoiceField(
        label="Kepada siapa Anda bertanya?",
        help_text="Pilih meja lain atau satu orang bila ada penasihat yang tidak Anda "
        "kehendaki.",
        error_messages={
            "required": "Pilih kepada siapa Anda bertanya.",
            "invalid_choice": "Penasihat ini tidak tersedia lagi. Pilih yang lain.",
        },
    )
    subject = PaperTextField(
        label="Perihal",
        help_text="Singkat, misalnya “Kakak ipar menjadi penyedia katering”.",
        max_length=SHORT,
        error_messages={"required": "Tulis perihalnya secara singkat."},
    )
    text = PaperTextField(
        label="Pertanyaan Anda",
        help_text=SEALED,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Tulis pertanyaan Anda."},
    )

    def __init__(self, *args, desks, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {}
        for desk in desks:
            self.found[desk.desk.value] = (desk, None)
            for person in desk.people:
                self.found[f"{desk.desk.value}-{person.pk}"] = (desk, person)
        self.fields["to"].choices = [("", "Pilih penasihat"), *map(group, desks)]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("to"):
            cleaned["desk"], cleaned["meant_for"] = self.found[cleaned["to"]]
        return cleaned


def group(desk):
    """The desk as a whole, then each of its people, under its name."""
    whose = "P3K2 di sini" if desk.desk == Desk.P3K2 else "Inspektorat di sini"
    return (
        desk.name,
        [
            (desk.desk.value, f"Siapa pun yang bertugas sebagai {whose}"),
            *((f"{desk.desk.value}-{one.pk}", one.name) for one in desk.people),
        ],
    )


class MessageForm(CaseForm):
    text = PaperTextField(
        label="Pesan Anda",
        help_text="Dibaca penanya dan penasihat saja.",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis pesan Anda."},
    )


class OfferForm(CaseForm):
    """To whom of the same desk the adviser would hand it over."""

    to = forms.TypedChoiceField(
        label="Penasihat yang Anda usulkan",
        coerce=int,
        error_messages={
            "required": "Pilih penasihat yang Anda usulkan.",
            "invalid_choice": "Orang ini tidak lagi penasihat di meja ini.",
        },
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {person.pk: person for person in others}
        self.fields["to"].choices = [
            ("", "Pilih penasihat"),
            *((person.pk, person.name) for person in others),
        ]

    def clean_to(self):
        return self.others[self.cleaned_data["to"]]
