"""The statements that people sign: free, potential, actual."""

from typing import Any

from documents.wording.base import AS_IT_SHOULD, REGIMES

CONSENT = (
    "Saya telah membaca seluruh isi surat ini. Isinya benar, dan saya "
    "menandatanganinya secara elektronik dengan sadar dan tanpa paksaan."
)
DEFINITIONS = {
    "kpu-323-2020": (
        "situasi ketika saya memiliki atau patut diduga memiliki kepentingan terhadap "
        "penggunaan wewenang sehingga dapat memengaruhi kualitas keputusan dan/atau "
        "tindakan saya"
    ),
    "panrb-17-2024": (
        "kondisi ketika saya memiliki kepentingan pribadi untuk menguntungkan diri "
        "sendiri dan/atau orang lain dalam penggunaan wewenang sehingga dapat "
        "memengaruhi netralitas dan kualitas keputusan dan/atau tindakan saya"
    ),
}


def free(regime_code: str) -> dict[str, Any]:
    """The statement of somebody without a conflict of interest."""
    conflict = REGIMES[regime_code]
    kind_name = f"Surat Pernyataan Bebas {conflict.title()}"
    return {
        "title": ["Surat Pernyataan", f"Bebas {conflict.title()}"],
        "kind_name": kind_name,
        "opening": (
            f"untuk menghindari potensi atau {conflict} dalam melaksanakan tugas, "
            "fungsi, dan tanggung jawab pada Komisi Pemilihan Umum, dengan ini "
            "menyatakan dengan sebenarnya bahwa saya:"
        ),
        "addressing": "",
        "addressing_open": "",
        "clauses": [
            (
                f"tidak sedang berada dalam situasi {conflict}, yaitu "
                f"{DEFINITIONS[regime_code]};"
            ),
            (
                "akan segera melapor secara tertulis kepada atasan langsung, dengan "
                "tembusan kepada Inspektorat, apabila di kemudian hari timbul potensi "
                "atau "
                f"terjadi {conflict};"
            ),
            (
                "tidak akan ikut dalam proses pengambilan keputusan apabila terdapat "
                f"potensi {conflict};"
            ),
            (
                "tidak akan menggunakan jabatan, aset negara, atau informasi yang saya "
                "peroleh karena jabatan untuk kepentingan pribadi, keluarga, kerabat, "
                "golongan, peserta pemilu, atau pihak lain, dan tidak akan menerima "
                "pemberian dalam bentuk apa pun yang berkaitan dengan jabatan; dan"
            ),
            (
                "bersedia dikenai sanksi sesuai dengan ketentuan peraturan "
                "perundang-undangan apabila pernyataan ini terbukti tidak benar atau "
                "saya langgar."
            ),
        ],
        "control_clauses": [],
        "election_clause": "",
        "closing": (
            "Demikian surat pernyataan ini saya buat dengan sebenarnya, dengan penuh "
            "kesadaran dan tanpa paksaan dari pihak mana pun, " + AS_IT_SHOULD
        ),
        "role": "Yang membuat pernyataan,",
        "consent": CONSENT,
    }


def conflict_statement(
    regime_code: str, title: list[str], situation: str
) -> dict[str, Any]:
    """The statement of somebody who is, or may come, in conflict."""
    return {
        "title": title,
        "kind_name": " ".join(title),
        "opening": f"bahwa saya {situation}, dengan penjelasan sebagai berikut.",
        "addressing": "menyampaikan kepada atasan langsung:",
        "addressing_open": (
            "menyampaikan kepada atasan yang ditunjuk oleh Inspektorat Utama "
            "Sekretariat Jenderal Komisi Pemilihan Umum"
        ),
        "clauses": [
            (
                "Sejak pernyataan ini saya tanda tangani, saya menghentikan sementara "
                "keterlibatan saya dalam keputusan dan/atau tindakan pada huruf B "
                "sampai atasan langsung memutuskan bentuk pengendaliannya."
            ),
            (
                "Saya akan memperbarui pernyataan ini setiap kali terjadi perubahan "
                "yang relevan."
            ),
        ],
        "control_clauses": [],
        "election_clause": (
            "Saya akan menyatakan secara terbuka dalam rapat mengenai hubungan saya "
            "dengan peserta pemilu, calon, atau tim kampanye tersebut, dan pernyataan "
            "itu dicatat dalam notula."
        ),
        "closing": (
            "Saya menyatakan bahwa seluruh keterangan di atas benar sejauh pengetahuan "
            "saya dan saya sampaikan sebagai bentuk tanggung jawab saya untuk "
            f"mengelola {REGIMES[regime_code]}. Demikian surat pernyataan ini saya "
            "buat dengan sebenarnya " + AS_IT_SHOULD
        ),
        "role": "Yang membuat pernyataan,",
        "consent": CONSENT,
    }


def potential(regime_code: str) -> dict[str, Any]:
    """The statement of somebody who may come in conflict."""
    conflict = REGIMES[regime_code]
    title = {
        "kpu-323-2020": ["Surat Pernyataan", "Potensi Benturan Kepentingan"],
        "panrb-17-2024": ["Surat Pernyataan", "Konflik Kepentingan Potensial"],
    }
    return conflict_statement(
        regime_code,
        title[regime_code],
        f"berada dalam situasi yang berpotensi menimbulkan {conflict}",
    )


def actual(regime_code: str) -> dict[str, Any]:
    """The statement of somebody who is in conflict now."""
    conflict = REGIMES[regime_code]
    title = {
        "kpu-323-2020": ["Surat Pernyataan", "Benturan Kepentingan Aktual"],
        "panrb-17-2024": ["Surat Pernyataan", "Konflik Kepentingan Aktual"],
    }
    return conflict_statement(
        regime_code,
        title[regime_code],
        f"secara nyata sedang berada dalam situasi {conflict}",
    )
