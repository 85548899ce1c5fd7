"""The two legal bases as domain.md has them: what the pages must say under each."""

from dataclasses import dataclass, field

from playwright.sync_api import expect

LABELS = """nodes => nodes.map(node => [...node.labels[0].childNodes]
  .map(part => part.textContent.trim()).find(Boolean))"""


@dataclass(frozen=True)
class Regime:
    """The words, lists and the deadline that a unit sees under one legal basis."""

    code: str
    name: str
    conflict: str
    never: str
    free_paper: str
    potential_paper: str
    potential_kind: str
    decision_paper: str
    order_paper: str
    sources: list[str]
    outcomes: list[str]
    days: str
    law: str
    former: str = ""
    forms: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    def __str__(self):
        return self.code

    @property
    def deadline(self) -> str:
        """How long the superior has, and by which law, below the date of a case."""
        return f"{self.days} sejak diterima, {self.law}"


# Sections 1.2, 2.2, 2.3, 2.5 and rules 21, 35, 38, 39 and 41.
KPU_323 = Regime(
    code="kpu-323-2020",
    name="Keputusan KPU Nomor 323 Tahun 2020",
    conflict="benturan kepentingan",
    never="konflik kepentingan",
    free_paper="SURAT PERNYATAAN BEBAS BENTURAN KEPENTINGAN",
    potential_paper="SURAT PERNYATAAN POTENSI BENTURAN KEPENTINGAN",
    potential_kind="Potensi Benturan Kepentingan",
    decision_paper="HASIL PENELAAHAN ATASAN LANGSUNG ATAS BENTURAN KEPENTINGAN",
    order_paper="PERINTAH PENANGANAN BENTURAN KEPENTINGAN",
    sources=[
        "Kekuasaan dan kewenangan",
        "Perangkapan jabatan",
        "Hubungan afiliasi",
        "Gratifikasi",
        "Kelemahan sistem organisasi",
        "Kepentingan pribadi",
    ],
    outcomes=[
        "Tidak terdapat benturan kepentingan, tugas dilanjutkan",
        "Potensi benturan kepentingan, dapat dikendalikan",
        "Benturan kepentingan aktual, tidak dilibatkan dalam keputusan",
        "Keputusan terdahulu ditinjau kembali",
        "Diteruskan ke pemeriksaan disiplin atau etik",
        "Tidak dapat dinilai, bukan wewenang atasan ini",
    ],
    days="3 hari kerja",
    law="PermenPANRB 37/2012",
    forms=[
        "Menerima gratifikasi, pemberian, atau hadiah atas suatu keputusan",
        "Menggunakan aset jabatan atau instansi",
        "Menggunakan informasi rahasia jabatan",
        "Merangkap jabatan di lembaga atau perusahaan",
        "Memberikan akses khusus kepada pihak tertentu tanpa mengikuti prosedur",
        "Mengawasi tidak menurut prosedur",
        "Menilai suatu objek yang merupakan hasil kerja penilai sendiri",
        "Adanya kesempatan untuk menyalahgunakan jabatan",
        "Menggunakan pengaruh atau rahasia jabatan lama",
        "Menentukan sendiri besarnya gaji atau remunerasi",
        "Bekerja lain di luar pekerjaan pokok",
        "Menerima tawaran membeli saham",
        "Menggunakan diskresi yang menyalahgunakan wewenang",
        "Mempunyai hubungan dengan peserta pemilu atau pemilihan, calon",
        "Bentuk lainnya",
    ],
    classes=[
        "Kebijakan yang berpihak",
        "Pemberian izin yang diskriminatif",
        "Pengangkatan pegawai berdasarkan hubungan dekat",
        "Pemilihan rekanan kerja",
        "Komersialisasi pelayanan publik",
        "Penggunaan aset dan informasi rahasia",
        "Pengawas ikut menjadi bagian dari pihak yang diawasi",
        "Pengawasan atau penilaian atas pengaruh pihak lain",
        "Menjadi bagian dari pihak yang berkepentingan",
        "Benturan kepentingan lainnya",
    ],
)

# Sections 3.2, 3.4 and 3.5, and rules 21, 36 and 41.
PANRB_17 = Regime(
    code="panrb-17-2024",
    name="Peraturan Menteri PANRB Nomor 17 Tahun 2024",
    conflict="konflik kepentingan",
    never="benturan",
    free_paper="SURAT PERNYATAAN BEBAS KONFLIK KEPENTINGAN",
    potential_paper="SURAT PERNYATAAN KONFLIK KEPENTINGAN POTENSIAL",
    potential_kind="Konflik Kepentingan Potensial",
    decision_paper="HASIL PENELAAHAN ATASAN LANGSUNG ATAS KONFLIK KEPENTINGAN",
    order_paper="PERINTAH PENANGANAN KONFLIK KEPENTINGAN",
    sources=[
        "Kepentingan bisnis atau finansial",
        "Hubungan keluarga atau kerabat",
        "Hubungan afiliasi",
        "Pekerjaan di luar pekerjaan pokok",
        "Rangkap jabatan",
        "Jabatan atau pekerjaan sebelumnya",
        "Hadiah atau gratifikasi",
        "Sumber lainnya",
    ],
    outcomes=[
        "Tidak terdapat konflik kepentingan, tugas dilanjutkan",
        "Konflik kepentingan potensial, dapat dikendalikan",
        "Konflik kepentingan aktual, tidak dilibatkan dalam keputusan",
        "Keputusan terdahulu ditinjau kembali",
        "Diteruskan ke pemeriksaan disiplin atau etik",
        "Tidak dapat dinilai, bukan wewenang atasan ini",
    ],
    days="7 hari kerja",
    law="PermenPANRB 17/2024",
    former="Keputusan KPU Nomor 323 Tahun 2020",
)

EACH = [KPU_323, PANRB_17]


def assert_choices(visitor, name: str, expected: list[str]):
    """The page offers just these, in this order; a long label by its beginning."""
    inputs = visitor.page.locator(f"input[name={name}]")
    expect(inputs).to_have_count(len(expected))
    shown = inputs.evaluate_all(LABELS)
    faults = [
        (words, start)
        for words, start in zip(shown, expected, strict=True)
        if not words.startswith(start)
    ]
    assert faults == []


def assert_words(visitor, regime: Regime):
    """The page says what its legal basis calls it, and never the other's word."""
    main = visitor.page.locator("main")
    expect(main).to_contain_text(regime.conflict, ignore_case=True)
    assert_no_other_words(visitor, regime)


def assert_no_other_words(visitor, regime: Regime):
    words = visitor.page.locator("main").inner_text().lower()
    assert regime.never not in words, visitor.page.url


def assert_lists(visitor, regime: Regime):
    """The three lists of “Jenis, sumber, dan bentuk”."""
    assert_choices(visitor, "sources", regime.sources)
    assert_choices(visitor, "forms", regime.forms)
    assert_choices(visitor, "classes", regime.classes)
    assert_no_other_words(visitor, regime)
