"""What the public types, made harmless without changing what it says."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kpu_coi.texts import PublicTextField, tidy, tidy_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kuitansi\u202egnp.exe", "Kuitansignp.exe"),
        ("a\u2066b\u2069c\u200fd", "abcd"),
        ("satu\x00dua\x07tiga\x1b[31m", "satuduatiga[31m"),
        ("ba\u200bris\ufeff", "baris"),
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("a\tb\u00a0c\u3000d", "a b\u00a0c d"),
        ("e\u0301", "\u00e9"),
        ("z" + "\u0335" * 40, "z\u0335\u0335"),
        ("\ud800x", "x"),
        ("x\U000e0041y", "xy"),
        ("Nama: Ñoño, 日本, \U0001f600", "Nama: Ñoño, 日本, \U0001f600"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_be_seen_or_steers_is_dropped_and_the_rest_stays(typed, kept):
    assert tidy(typed) == kept


def test_one_line_is_one_line():
    assert tidy_line("  satu\n\ndua  tiga ") == "satu dua tiga"


def test_a_text_too_long_says_by_how_much():
    field = PublicTextField(longest=10_000, widget=forms.Textarea)

    with pytest.raises(ValidationError) as fault:
        field.clean("a" * 200_000)

    assert fault.value.messages == [
        "Paling banyak 10.000 huruf. Yang Anda tulis 200.000 huruf; singkat atau "
        "lampirkan sebagai berkas."
    ]


def test_only_what_remains_is_counted():
    field = PublicTextField(longest=500)

    assert field.clean("\u200b" * 1000 + "isi") == "isi"


def test_a_text_of_nothing_but_hidden_signs_is_empty():
    field = PublicTextField(longest=500)

    with pytest.raises(ValidationError):
        field.clean("\u200b\u202e \x00")
