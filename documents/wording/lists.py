"""The list of interests, the integrity pact, the notice of a waiting period."""

from typing import Any

from documents.wording.base import AS_IT_SHOULD, REGIMES
from documents.wording.statements import CONSENT

PLAIN: dict[str, Any] = {
    "addressing": "",
    "addressing_open": "",
    "control_clauses": [],
    "election_clause": "",
    "consent": CONSENT,
}


def interest_list(regime_code: str) -> dict[str, Any]:
    """What somebody has and does beside his post (PermenPANRB 17/2024)."""
    conflict = REGIMES[regime_code]
    return PLAIN | {
        "title": ["Formulir", "Daftar Kepentingan Pribadi"],
        "kind_name": "Daftar Kepentingan Pribadi",
        "opening": (
            "dengan ini mencatat kepentingan pribadi yang saya miliki dan yang dapat "
            f"menimbulkan {conflict} dalam melaksanakan tugas, fungsi, dan wewenang "
            "pada Komisi Pemilihan Umum, sebagai berikut."
        ),
        "clauses": [
            "Isian dalam formulir ini benar sejauh pengetahuan saya.",
            (
                "Saya bertanggung jawab melakukan langkah pengelolaan sesuai dengan "
                f"peraturan pengelolaan {conflict}."
            ),
            (
                "Saya bertanggung jawab untuk memperbarui formulir kepentingan pribadi "
                "setiap terjadi perubahan yang relevan dalam keadaan pribadi saya."
            ),
        ],
        "closing": (
            "Demikian daftar kepentingan pribadi ini saya buat dengan sebenarnya "
            + AS_IT_SHOULD
        ),
        "role": "Yang membuat daftar,",
    }


def integrity_pact(regime_code: str) -> dict[str, Any]:
    """What somebody promises on taking up a post, on one page."""
    conflict = REGIMES[regime_code]
    return PLAIN | {
        "title": ["Pakta Integritas", "Komisi Pemilihan Umum"],
        "kind_name": "Pakta Integritas",
        "opening": (
            "sehubungan dengan jabatan tersebut pada Komisi Pemilihan Umum, dengan ini "
            "menyatakan bahwa saya:"
        ),
        "clauses": [
            (
                "berperan secara proaktif dalam upaya pencegahan dan pemberantasan "
                "korupsi, kolusi, dan nepotisme, serta tidak melibatkan diri dalam "
                "perbuatan tercela;"
            ),
            (
                "tidak meminta atau menerima pemberian, secara langsung atau tidak "
                "langsung, berupa suap, hadiah, bantuan, atau bentuk lain yang tidak "
                "sesuai dengan ketentuan peraturan perundang-undangan;"
            ),
            (
                "bersikap mandiri, jujur, transparan, objektif, dan akuntabel dalam "
                "melaksanakan tugas, serta memperlakukan setiap peserta pemilu secara "
                "adil dan setara;"
            ),
            (
                f"menghindari {conflict} dalam melaksanakan tugas, menyatakannya "
                "kepada atasan langsung apabila timbul, dan tidak ikut mengambil "
                "keputusan dalam perkara itu;"
            ),
            (
                "memberi contoh dalam kepatuhan terhadap peraturan perundang-undangan, "
                "sumpah atau janji jabatan, dan kode etik, terutama kepada pegawai di "
                "bawah pengawasan saya dan sesama pegawai di lingkungan kerja;"
            ),
            (
                "menyampaikan informasi penyimpangan integritas di lingkungan Komisi "
                "Pemilihan Umum dan turut menjaga kerahasiaan saksi atas pelanggaran "
                "yang dilaporkannya; dan"
            ),
            (
                "bersedia menghadapi konsekuensi sesuai dengan ketentuan peraturan "
                "perundang-undangan apabila hal tersebut di atas saya langgar."
            ),
        ],
        "closing": (
            "Demikian pakta integritas ini saya buat dengan penuh kesadaran dan "
            "tanggung jawab " + AS_IT_SHOULD
        ),
        "role": "Yang membuat pernyataan,",
    }


def cooling_off(regime_code: str) -> dict[str, Any]:
    """What somebody who left his last post is told; sealed, not signed by anybody."""
    conflict = REGIMES[regime_code]
    return PLAIN | {
        "title": ["Pemberitahuan", "Masa Tunggu"],
        "kind_name": "Pemberitahuan Masa Tunggu",
        "opening": (
            "Sehubungan dengan berakhirnya jabatan Saudara pada Komisi Pemilihan Umum, "
            "dengan ini diberitahukan masa tunggu sebagai berikut."
        ),
        "clauses": [
            (
                "Selama masa tunggu, hindarilah pekerjaan, jabatan, atau usaha pada "
                "pihak yang berurusan dengan tugas dan wewenang jabatan terakhir "
                f"Saudara, apabila hal itu dapat menimbulkan {conflict}."
            ),
            (
                "Informasi rahasia yang Saudara peroleh karena jabatan tetap "
                "dirahasiakan, juga sesudah masa tunggu berakhir."
            ),
            (
                "Masa tunggu berakhir lebih awal apabila Saudara kembali memangku "
                "jabatan pada Komisi Pemilihan Umum."
            ),
        ],
        "closing": "Demikian pemberitahuan ini disampaikan " + AS_IT_SHOULD,
        "role": "Komisi Pemilihan Umum,",
        "consent": "Pemberitahuan ini disegel oleh sistem dan tidak ditandatangani.",
    }
