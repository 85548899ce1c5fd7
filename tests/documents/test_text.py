from pathlib import Path

import pytest
from django import forms
from fontTools.ttLib import TTFont

import documents
from documents.text import PaperTextField, check_text, check_total, tidy
from kpu_coi import charset

FONTS = Path(documents.__file__).parent / "fonts"


def test_the_allowed_characters_are_those_of_every_text_face():
    faces = [
        set(TTFont(FONTS / f"NaskahBonum-{style}.ttf").getBestCmap())
        for style in ("Regular", "Bold", "Italic")
    ]

    listed = {code for first, last in charset.RANGES for code in range(first, last + 1)}

    assert listed == set.intersection(*faces)


@pytest.mark.parametrize(
    "text",
    [
        "Adik ipar saya, dr. Ny. A’isyah – “calon” … 15% ≥ 10 €",
        "Baris satu\n\nBaris dua",
        "Raden Ayu Sri Wahyuni, S.H., M.Kn.",
        "",
    ],
)
def test_what_people_write_is_taken(text):
    assert check_text(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sri 王", "“王”"),
        ("senang \U0001f600", "“\U0001f600”"),
        ("aksara ꦗꦮ", "tidak dapat dicetak"),
        ("bel \x07", "U+0007"),
        ("akhir ￾", "U+FFFE"),
        ("x" * 61, "61 huruf tanpa spasi"),
        ("y " * 10_001, "20.002 huruf"),
        ("z\n" * 200, "201"),
    ],
)
def test_what_a_paper_cannot_carry_is_refused_with_the_reason(text, words):
    (fault,) = check_text(text)

    assert words in fault


def test_the_bounds_themselves_are_taken():
    assert check_text("x" * 60) == []
    assert check_text("y " * 10_000) == []
    assert check_text("z\n" * 199) == []


def test_a_statement_is_bounded_as_a_whole():
    assert check_total(["x" * 10_000, "y" * 10_000]) == []
    assert check_total(["x" * 10_000, "y" * 10_001]) == [
        "Seluruh isian berjumlah 20.001 huruf. Batasnya 20.000. "
        "Persingkat isian yang paling panjang."
    ]
    assert check_total(["a\n" * 150, "b\n" * 60]) == [
        "Seluruh isian berjumlah 212 baris. Batasnya 200. "
        "Persingkat isian yang paling panjang."
    ]


def test_text_is_composed_and_freed_of_what_cannot_be_seen():
    decomposed = "Re\N{COMBINING ACUTE ACCENT}ne"

    assert tidy(decomposed) == "R\N{LATIN SMALL LETTER E WITH ACUTE}ne"
    assert tidy("a\r\nb\rc\N{LINE SEPARATOR}d") == "a\nb\nc\nd"
    assert tidy("a\tb\N{EM SPACE}c\N{ZERO WIDTH SPACE}d\N{SOFT HYPHEN}e") == "a b cde"


class TwoFields(forms.Form):
    line = PaperTextField(max_length=20)
    story = PaperTextField(widget=forms.Textarea, required=False)


def test_a_field_of_one_line_has_one_line():
    form = TwoFields({"line": "satu\r\ndua", "story": "satu\r\ndua"})

    assert form.is_valid()
    assert form.cleaned_data == {"line": "satu dua", "story": "satu\ndua"}


def test_a_refused_text_is_kept_in_its_field():
    form = TwoFields({"line": "Sri 王", "story": "x" * 61})

    assert not form.is_valid()
    assert form["line"].value() == "Sri 王"
    assert list(form.errors) == ["line", "story"]
