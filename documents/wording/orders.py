"""What a superior orders after his decision, and the person concerned acknowledges."""

from typing import Any

from documents.wording.base import REGIMES

CONSENT_ORDER = (
    "Saya telah memeriksa perintah penanganan ini, memerintahkan pelaksanaannya, dan "
    "menandatanganinya secara elektronik dengan sadar."
)
CONSENT_ACKNOWLEDGE = (
    "Saya telah membaca dan memahami perintah penanganan ini, menerimanya untuk "
    "dilaksanakan, dan menandatangani penerimaannya secara elektronik dengan sadar."
)


def order(regime_code: str) -> dict[str, Any]:
    """The order by which the controls of a decision are to be carried out."""
    conflict = REGIMES[regime_code]
    return {
        "title": ["Perintah Penanganan", conflict.title()],
        "kind_name": f"Perintah Penanganan {conflict.title()}",
        "opening": "Untuk melaksanakan Hasil Penelaahan Atasan Langsung",
        "addressing": "selaku atasan langsung, memerintahkan kepada:",
        "addressing_open": (
            "selaku penelaah yang ditunjuk oleh Inspektorat Utama, memerintahkan "
            "kepada:"
        ),
        "addressing_plenary": (
            "selaku pencatat hasil Rapat Pleno Komisi Pemilihan Umum, menyampaikan "
            "perintah kepada:"
        ),
        "clauses": [
            (
                "Yang diperintah menyampaikan laporan pelaksanaan setiap pengendalian "
                "beserta buktinya melalui layanan ini."
            ),
            (
                "Pengendalian berlaku sampai yang memerintahkan menyatakannya "
                "berakhir, dan ditinjau paling lambat pada tanggal peninjauan."
            ),
            (
                "Apabila keadaan berubah, yang diperintah memberitahukannya tanpa "
                "menunggu tanggal peninjauan."
            ),
        ],
        "control_clauses": [],
        "election_clause": "",
        "closing": (
            "Demikian perintah penanganan ini dibuat untuk dilaksanakan dengan penuh "
            "tanggung jawab."
        ),
        "role": "selaku atasan langsung,",
        "role_open": "selaku penelaah yang ditunjuk,",
        "role_plenary": "selaku pencatat hasil Rapat Pleno,",
        "consent": CONSENT_ORDER,
        "consent_acknowledge": CONSENT_ACKNOWLEDGE,
    }
