"""Notices that the law asks for."""

from typing import Any

from documents.wording.base import AS_IT_SHOULD

CONSENT_NOTICE = (
    "Saya telah memeriksa kejadian ini, isi pemberitahuan ini benar sejauh yang "
    "diketahui saat ini, dan saya menandatanganinya secara elektronik dengan sadar."
)


def breach_notice(regime_code: str) -> dict[str, Any]:
    """The notice of a failure to protect personal data, the same in every regime."""
    return {
        "title": ["Pemberitahuan", "Kegagalan Pelindungan Data Pribadi"],
        "kind_name": "Pemberitahuan Kegagalan Pelindungan Data Pribadi",
        "opening": (
            "Berdasarkan Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang "
            "Pelindungan Data Pribadi, Komisi Pemilihan Umum selaku pengendali data "
            "pribadi memberitahukan terjadinya kegagalan pelindungan data pribadi "
            "dengan penjelasan sebagai berikut."
        ),
        "addressing": "",
        "addressing_open": "",
        "clauses": [
            (
                "Waspadai pihak yang menghubungi Anda dengan memakai data tersebut, "
                "dan jangan memberikan kata sandi atau kode kepada siapa pun."
            ),
            (
                "Subjek data pribadi berhak memperoleh informasi, meminta perbaikan, "
                "dan mengajukan keberatan mengenai pemrosesan datanya."
            ),
            "Perkembangan penting sesudah surat ini diberitahukan secara tertulis.",
        ],
        "control_clauses": [],
        "election_clause": "",
        "closing": (
            "Kami menyesalkan kejadian ini. Demikian pemberitahuan ini disampaikan "
            + AS_IT_SHOULD
        ),
        "role": "Komisi Pemilihan Umum,",
        "consent": CONSENT_NOTICE,
    }
