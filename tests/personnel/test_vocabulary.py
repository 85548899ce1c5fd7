import pytest

from personnel.models import Acting, Employment, Level, PositionKind

KINDS = {
    "CHAIR": "Ketua",
    "MEMBER": "Anggota",
    "SECGEN": "Sekretaris Jenderal",
    "DEPUTY": "Deputi",
    "CHIEF_INSPECTOR": "Inspektur Utama",
    "REGIONAL_INSPECTOR": "Inspektur Wilayah",
    "AUDITOR": "Auditor",
    "BUREAU_HEAD": "Kepala Biro/Pusat",
    "SECRETARY": "Sekretaris",
    "DIVISION_HEAD": "Kepala Bagian",
    "SUBDIV_HEAD": "Kepala Subbagian",
    "FUNCTIONAL": "Fungsional",
    "STAFF": "Pelaksana",
    "ADHOC": "Ad hoc",
}
EMPLOYMENTS = {
    "PNS": "PNS",
    "CPNS": "CPNS",
    "PPPK": "PPPK",
    "SECONDED": "PNS dipekerjakan (DPK)",
    "NON_ASN": "PPNPN",
    "COMMISSIONER": "Anggota KPU",
    "ADHOC": "Badan ad hoc",
}


@pytest.mark.rule(44)
def test_posts_people_and_levels_have_the_words_of_the_office():
    assert dict(PositionKind.choices) == KINDS
    assert dict(Employment.choices) == EMPLOYMENTS
    assert dict(Acting.choices) == {
        "PERMANENT": "Definitif",
        "ACTING": "Plt.",
        "DAILY": "Plh.",
    }
    assert Level.values == ["NATIONAL", "PROVINCE", "DISTRICT"]
