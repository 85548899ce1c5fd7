"""What changed between two versions: the table by hand."""

import pytest

from declarations.differences import changes

WHO = {"position": "Penyusun Bahan Hukum", "unit": "KPU Kabupaten Contoh"}
PARTY = {
    "name": "Prasetyono",
    "relation": "Ipar",
    "position": "Calon",
    "election": "Ya, calon",
}
PART = {
    "title": "A. Hubungan Keluarga dan Kerabat",
    "columns": ["Nama", "Hubungan"],
    "rows": [["Siti", "Kakak"]],
}
SITUATION = {
    "classes": [{"label": "Sumber", "value": "Hubungan afiliasi"}],
    "duty": "Menilai penawaran.",
    "source": "Kakak saya menawar.",
    "link": "Saya menentukan pemenang.",
    "parties": [PARTY],
    "controls": ["Pengalihan kewenangan"],
}


def content(kind_name="Surat", who=WHO, **more):
    return {"kind_name": kind_name, "declarant": who, "statement": None} | more


def conflict(**change):
    return content(statement=SITUATION | change)


def told(before, after):
    return [
        (one.how, one.label, one.before, one.after) for one in changes(before, after)
    ]


@pytest.mark.rule(3)
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (content(), content(), []),
        (
            content(),
            content("Surat Lain"),
            [("Diubah", "Surat", "Surat", "Surat Lain")],
        ),
        (
            conflict(),
            conflict(duty="Menilai berkas."),
            [
                (
                    "Diubah",
                    "Tugas dan keputusan",
                    "Menilai penawaran.",
                    "Menilai berkas.",
                )
            ],
        ),
        (
            conflict(),
            conflict(parties=[]),
            [("Dihapus", "Prasetyono", "Ipar; Calon; pemilu: Ya, calon", "")],
        ),
        (
            conflict(controls=[]),
            conflict(),
            [("Ditambahkan", "Saran", "", "Pengalihan kewenangan")],
        ),
        (
            conflict(),
            conflict(parties=[PARTY, PARTY | {"relation": "Mertua"}]),
            [("Ditambahkan", "Prasetyono", "", "Mertua; Calon; pemilu: Ya, calon")],
        ),
        (
            content(list=[PART]),
            content(list=[PART | {"rows": [["Siti", "Ipar"], ["Budi", "Adik"]]}]),
            [
                ("Diubah", "Siti", "Hubungan: Kakak", "Hubungan: Ipar"),
                ("Ditambahkan", "Budi", "", "Hubungan: Adik"),
            ],
        ),
        (
            content(list=[PART]),
            content(list=[PART | {"rows": []}]),
            [("Dihapus", "Siti", "Hubungan: Kakak", "")],
        ),
    ],
    ids=[
        "same",
        "paper",
        "text",
        "party gone",
        "control new",
        "namesake",
        "rows",
        "row gone",
    ],
)
def test_each_field_is_told_as_added_taken_out_or_changed(before, after, expected):
    assert told(before, after) == expected


def test_a_free_statement_that_became_a_conflict_tells_everything():
    found = told(content("Bebas"), conflict() | {"kind_name": "Potensi"})

    assert [how for how, *_ in found] == ["Diubah"] + ["Ditambahkan"] * 6
