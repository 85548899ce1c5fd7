"""What a superior signs after his review."""

from typing import Any

from documents.wording.base import REGIMES

CONSENT_DECISION = (
    "Saya telah memeriksa pernyataan ini dengan jujur dan tidak memihak, tidak "
    "memiliki kepentingan atas perkara ini, dan menandatangani keputusan ini secara "
    "elektronik dengan sadar."
)


def decision(regime_code: str) -> dict[str, Any]:
    """The direct superior's review of such a statement."""
    conflict = REGIMES[regime_code]
    return {
        "title": ["Hasil Penelaahan Atasan Langsung", f"atas {conflict.title()}"],
        "kind_name": "Hasil Penelaahan Atasan Langsung",
        "opening": f"Berdasarkan surat pernyataan mengenai {conflict}",
        "addressing": "selaku atasan langsung, telah menelaah pernyataan dari:",
        "addressing_open": (
            "selaku penelaah yang ditunjuk oleh Inspektorat Utama, telah menelaah "
            "pernyataan dari:"
        ),
        "addressing_plenary": (
            "selaku pencatat hasil Rapat Pleno Komisi Pemilihan Umum, mencatat hasil "
            "penelaahan atas pernyataan dari:"
        ),
        "clauses": [
            (
                "Yang menyatakan memperbarui pernyataannya apabila keadaan berubah, "
                "dan penelaahan dibuka kembali."
            ),
            (
                "Berada dalam situasi yang dinyatakan bukan dengan sendirinya "
                "merupakan pelanggaran."
            ),
        ],
        "control_clauses": [
            (
                "Yang menyatakan melaksanakan setiap pengendalian pada huruf D sejak "
                "tanggal mulainya dan menyampaikan bukti pelaksanaannya kepada atasan "
                "langsung."
            ),
            (
                "Pengendalian berlaku sampai atasan langsung menyatakannya berakhir, "
                "dan ditinjau paling lambat pada tanggal peninjauan."
            ),
        ],
        "election_clause": "",
        "closing": (
            "Demikian hasil penelaahan ini dibuat berdasarkan pemeriksaan yang jujur "
            "dan tidak memihak, untuk dilaksanakan dengan penuh tanggung jawab oleh "
            "semua pihak yang disebut di dalamnya."
        ),
        "role": "selaku atasan langsung,",
        "role_open": "selaku penelaah yang ditunjuk,",
        "role_plenary": "selaku pencatat hasil Rapat Pleno,",
        "consent": CONSENT_DECISION,
    }
