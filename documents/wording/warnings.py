"""What those hear who let the last day of a campaign pass."""

from typing import Any

from documents.wording.base import AS_IT_SHOULD, REGIMES


def warning(regime_code: str) -> dict[str, Any]:
    """The warning letter of a campaign, in the words of a regime."""
    conflict = REGIMES[regime_code]
    return {
        "title": ["Surat Peringatan", f"Kewajiban Pernyataan {conflict.title()}"],
        "kind_name": "Surat Peringatan",
        "opening": (
            "menurut catatan satuan kerja belum memenuhi kewajiban menyatakan dengan "
            "keterangan sebagai berikut."
        ),
        "addressing": "",
        "addressing_open": "",
        "clauses": [
            (
                "Saudara diminta memenuhi kewajiban tersebut paling lambat pada "
                "tanggal yang disebut di atas."
            ),
            (
                f"Berada dalam situasi {conflict} bukan pelanggaran. Yang diminta "
                "adalah menyatakannya, atau menyatakan bahwa tidak ada."
            ),
            (
                "Apabila sampai tanggal tersebut kewajiban belum dipenuhi, hal ini "
                "diberitahukan kepada atasan langsung Saudara; jumlahnya, tanpa nama, "
                "dilaporkan ke satuan kerja di atasnya."
            ),
            (
                "Apabila Saudara berhalangan atau tidak dapat masuk ke aplikasi, "
                "hubungi operator satuan kerja."
            ),
        ],
        "control_clauses": [],
        "election_clause": "",
        "closing": "Demikian surat peringatan ini disampaikan " + AS_IT_SHOULD,
        "role": "",
        "consent": "",
    }
