"""Files that are chosen, for what they are given to; each is judged by itself."""

from django import forms

from declarations.forms.cases import LONG, CaseForm
from documents.text import PaperTextField
from documents.uploads.fields import evidence_field

AGAIN = "Berkas lain dan isian Anda tetap tersimpan."


class FilesForm(CaseForm):
    files = evidence_field("Tambah berkas")

    def refuse(self, faults):
        for words in faults:
            self.add_error("files", f"{words} {AGAIN}")


class FilesNeeded(FilesForm):
    """Where choosing files is all that is asked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["files"]
        field.required = True
        field.error_messages["required"] = "Pilih paling sedikit satu berkas."


class AnswerForm(FilesForm):
    answer = PaperTextField(
        label="Jawaban Anda",
        help_text="Dibaca atasan yang menelaah dan Inspektorat.",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis jawaban Anda."},
    )
    field_order = ("answer", "files")
