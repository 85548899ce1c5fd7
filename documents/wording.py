"""
The first version of every letter's wording, for both legal regimes.

The annexes with KPU's own forms are not public, so the texts follow the purpose,
the definition and the duties that KPU teaches, in the register of such letters. An
organisation administrator replaces them by a new version; what was signed keeps
the version it was signed with.

Sources: Keputusan KPU 323/HK.03-Kpt/08/KPU/VII/2020; PermenPANRB 17/2024;
UU 30/2014, articles 1, 42 and 43; Peraturan DKPP 2/2017, article 8; of the notice of
a breach UU 27/2022, article 46.
"""

from datetime import date
from typing import Any

from django.db import models

CODES = {
    "free": "Surat pernyataan bebas",
    "potential": "Surat pernyataan potensi",
    "actual": "Surat pernyataan aktual",
    "decision": "Hasil penelaahan atasan langsung",
    "breach_notice": "Pemberitahuan kegagalan pelindungan data pribadi",
}
REGIMES = {
    "kpu-323-2020": "benturan kepentingan",
    "panrb-17-2024": "konflik kepentingan",
}
VALID_FROM = date(2020, 7, 1)

CONSENT = (
    "Saya telah membaca seluruh isi surat ini. Isinya benar, dan saya "
    "menandatanganinya secara elektronik dengan sadar dan tanpa paksaan."
)
CONSENT_DECISION = (
    "Saya telah memeriksa pernyataan ini dengan jujur dan tidak memihak, tidak "
    "memiliki kepentingan atas perkara ini, dan menandatangani keputusan ini secara "
    "elektronik dengan sadar."
)
CONSENT_NOTICE = (
    "Saya telah memeriksa kejadian ini, isi pemberitahuan ini benar sejauh yang "
    "diketahui saat ini, dan saya menandatanganinya secara elektronik dengan sadar."
)
AS_IT_SHOULD = "untuk dipergunakan sebagaimana mestinya."

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


MAKERS = {
    "free": free,
    "potential": potential,
    "actual": actual,
    "decision": decision,
    "breach_notice": breach_notice,
}


def load_standard(template_model: type[models.Model]) -> None:
    """
    Store version 1 of every letter where it is missing.

    Takes the model, because the migration has its own; safe to run twice.
    """
    for regime_code in REGIMES:
        for code, maker in MAKERS.items():
            template_model._default_manager.get_or_create(
                code=code,
                regime_code=regime_code,
                version=1,
                defaults={"content": maker(regime_code), "valid_from": VALID_FROM},
            )
