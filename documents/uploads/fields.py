"""The form field for files; what is in them is for `cleaning` to see, not for it."""

from django import forms

ACCEPT = (
    ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.mp4,application/pdf,image/jpeg,image/png,"
    "video/mp4"
)
TAKEN = (
    "PDF, JPG, PNG, DOCX, XLSX, atau MP4. Paling banyak 5 berkas, masing-masing "
    "paling besar 10 MB. Data lokasi, kamera, dan nama pembuat berkas kami hapus."
)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Any number of files, optional unless said otherwise."""

    widget = ManyFiles

    def clean(self, value):
        files = value or []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"])
        return files


def evidence_field(label: str, *, required: bool = False, help_text: str = TAKEN):
    return FilesField(
        label=label,
        required=required,
        help_text=help_text,
        widget=ManyFiles(attrs={"accept": ACCEPT}),
    )
