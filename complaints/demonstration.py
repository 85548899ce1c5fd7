"""
Made-up complaints for trying the desk out, made through the real moves.

One at the province about a commissioner, one anonymous, one that waits for the
complainant; where complaints stand already, nothing is made.
"""

from typing import Any

from complaints import receipts
from complaints.models import Complaint, Identity
from complaints.workflow import desk, public
from personnel.models import Unit, User

NOBODY = {"name": "", "contact": "", "address": ""}
ABOUT_A_COMMISSIONER = {
    "identity": Identity.OPEN,
    "name": "Wulan Contoh",
    "contact": "0812-0000-0001",
    "address": "Jalan Contoh Nomor 5",
    "category": "COI",
    "accused_class": "MEMBER",
    "accused_post": "MEMBER",
    "accused_name": "",
    "what": (
        "Seorang anggota ikut menetapkan lembaga yang menyelenggarakan sosialisasi, "
        "padahal lembaga itu dipimpin iparnya."
    ),
    "where": "Rapat penetapan mitra di kantor kabupaten",
    "when": "Awal bulan ini, hari Selasa sore",
    "who": "Anggota yang menandatangani penetapan, dan pimpinan lembaga itu",
    "how": "Nama lembaga diusulkan dan ditetapkan pada rapat yang sama",
    "wish": "Penetapannya ditinjau oleh pihak lain",
}
ANONYMOUS = NOBODY | {
    "identity": Identity.ANONYMOUS,
    "category": "CONDUCT",
    "accused_class": "STAFF",
    "accused_post": "STAFF",
    "accused_name": "",
    "what": (
        "Kendaraan dinas dipakai untuk mengantar barang dagangan pada hari Sabtu dan "
        "Minggu, beberapa pekan berturut-turut."
    ),
    "where": "Halaman kantor dan pasar kota",
    "when": "Sabtu dan Minggu, sekitar pukul 7 pagi",
    "who": "Pengemudi dan seorang pegawai lain",
    "how": "Barang dimuat dari rumah, lalu diantar dengan mobil dinas",
    "wish": "",
}
TO_BE_COMPLETED = ANONYMOUS | {
    "identity": Identity.CONFIDENTIAL,
    "name": "Surya Contoh",
    "contact": "surya@contoh.example",
    "category": "SERVICE",
    "what": (
        "Saya diminta membayar untuk salinan yang menurut pengumuman tidak dipungut "
        "biaya."
    ),
    "where": "Loket layanan",
    "when": "Pekan lalu",
    "who": "Petugas loket",
    "how": "Diminta uang tunai tanpa kuitansi",
    "wish": "Uang saya dikembalikan",
}


def build(regency: Unit, *, officer: User) -> None:
    """Three complaints about the regency, one of them asked back by its officer."""
    if Complaint.objects.exists():
        return
    send(ABOUT_A_COMMISSIONER, regency)
    send(ANONYMOUS, regency)
    asked = send(TO_BE_COMPLETED, regency)
    desk.verify(asked, by=officer)
    desk.ask(
        asked,
        by=officer,
        question="Sebutkan hari dan jamnya, serta salinan apa yang Anda minta.",
    )


def send(told: dict[str, Any], unit: Unit) -> Complaint:
    token = receipts.read_token(receipts.new_token())
    return public.receive(told | {"unit": unit}, token=token, files=())
