"""Looking into a PDF with tools that did not make it."""

import subprocess

import page

PROFILES = {
    "PDF/A-3a": page.ValidationProfile.PDF_A_3A,
    "PDF/UA-1": page.ValidationProfile.PDF_UA_1,
}


def archive_faults(pdf):
    """What the validator says against PDF/A-3a and PDF/UA-1; empty when compliant."""
    faults = []
    for name, profile in PROFILES.items():
        result = page.validate_pdf_bytes(pdf, profile=profile)
        if not result.is_compliant:
            faults.append((name, result.failures))
    return faults


def words_of(pdf, tmp_path):
    """The text of a PDF in reading order, each run of spaces as one space."""
    file = tmp_path / "surat.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True
    )
    text = done.stdout.decode().replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())
