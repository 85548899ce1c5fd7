"""What somebody did himself, from the audit log, in plain words and without numbers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from audit.log import actor_of
from audit.models import Event
from personnel.models import User

WORDS = {
    "campaign.open": "Membuka kampanye deklarasi",
    "campaign.change": "Mengubah kampanye deklarasi",
    "campaign.end": "Mengakhiri kampanye deklarasi",
    "obligation.remind": "Mengingatkan pegawai yang belum menyatakan",
    "obligation.warn": "Menerbitkan surat peringatan",
    "ceremony.open": "Membuka acara penandatanganan",
    "ceremony.end": "Mengakhiri acara penandatanganan",
    "ceremony.share_device": "Menjadikan sebuah perangkat perangkat bersama",
    "ceremony.release_device": "Melepas sebuah perangkat bersama",
    "obligation.mark_paper": "Mencatat pernyataan kertas seorang pegawai",
    "obligation.taken_back_paper": "Membatalkan catatan pernyataan kertas",
    "obligation.objected_paper": "Menyanggah catatan pernyataan kertas Anda",
    "obligation.read_paper": "Mengunduh lembar penyerahan kertas",
    "pack.order": "Meminta berkas bukti kampanye",
    "pack.read": "Mengunduh berkas bukti kampanye",
    "case.answer": "Menjawab klarifikasi penelaah",
    "case.ask": "Meminta klarifikasi atas pernyataan yang Anda telaah",
    "case.cancel": "Mencabut pernyataan sebelum dibuka penelaah",
    "case.choose_addressee": "Menunjuk penelaah pernyataan",
    "case.comment": "Menulis catatan pengawasan",
    "case.consult": "Meminta saran P3K2",
    "case.decide": "Menandatangani putusan atas pernyataan",
    "case.end_oversight": "Menutup pengawasan atas perkara",
    "case.escalate": "Menaikkan perkara ke atasan berikutnya",
    "case.inquire": "Meminta penjelasan penelaah",
    "case.monitor": "Menandai perkara dalam pemantauan",
    "case.open": "Mulai menelaah pernyataan",
    "case.read": "Membaca pernyataan yang dapat Anda baca karena jabatan",
    "case.received": "Mengirim pernyataan kepada atasan",
    "case.recommend": "Memberi rekomendasi sebagai P3K2",
    "case.reconsider": "Meminta putusan dipertimbangkan ulang",
    "case.remind": "Mengingatkan penelaah",
    "case.respond": "Menjawab Inspektorat",
    "case.uphold": "Mempertahankan putusan",
    "case.refer_to_plenary": "Membawa perkara ke Rapat Pleno",
    "consultation.ask": "Mengajukan pertanyaan konsultasi",
    "consultation.close": "Menyelesaikan konsultasi",
    "consultation.read": "Membaca pertanyaan konsultasi sebagai penasihat",
    "consultation.take": "Mengambil pertanyaan konsultasi",
    "consultation.write": "Menulis pesan konsultasi",
    "statement.discard": "Menghapus draf pernyataan",
    "statement.sign": "Menandatangani pernyataan",
    "statement.start": "Memulai draf pernyataan",
    "statement.supersede": "Menggantikan pernyataan",
    "statement.withdraw": "Mencabut pernyataan",
    "grant.give": "Memberi kewenangan kepada pegawai",
    "wording.add": "Menyimpan versi baru naskah surat",
    "data.export": "Mengunduh salinan data Anda",
    "grant.export": "Mengunduh daftar kewenangan",
    "grant.propose": "Mengusulkan kewenangan",
    "grant.approve": "Menyetujui kewenangan yang diusulkan",
    "grant.refuse": "Menolak kewenangan yang diusulkan",
    "grant.withdraw": "Menarik usulan kewenangan",
    "account.confirm_slip": "Menyetujui slip akun untuk pegawai",
    "account.print_slip": "Mencetak slip akun untuk pegawai",
    "account.unlock": "Membuka akun yang terkunci",
    "account.use_slip": "Membuka akun dengan slip",
    "data_request.receive": "Meminta sesuatu tentang data Anda",
    "data_request.withdraw": "Menarik permintaan tentang data Anda",
    "data_request.read": "Membaca permintaan data pegawai",
    "data_request.accept": "Menyetujui permintaan data pegawai",
    "data_request.complete": "Menyelesaikan permintaan data pegawai",
    "data_request.refuse": "Menolak permintaan data pegawai",
    "breach.report": "Melaporkan dugaan kegagalan pelindungan data",
    "breach.read": "Membaca isi register kegagalan pelindungan data",
    "breach.read_letter": "Membaca surat pemberitahuan kegagalan pelindungan data",
}
# What is done at the desk of complaints is told without its number or subject.
NOUNS = {
    "complaint": "Bekerja pada meja pengaduan",
    "breach": "Mengerjakan register kegagalan pelindungan data",
    "consultation": "Mengubah penasihat konsultasi",
    "case": "Mengerjakan perkara",
    "statement": "Mengerjakan pernyataan Anda",
    "document": "Mengubah kedudukan surat",
    "grant": "Mengubah kewenangan pegawai",
    "person": "Mencatat pegawai yang datang, pergi, atau datanya berubah",
    "unit": "Menerapkan susunan baku pada sebuah satker",
    "region": "Mengubah pembagian wilayah Inspektorat",
    "tenure": "Mengubah masa jabatan",
    "position": "Mengubah susunan jabatan",
    "roster": "Memasukkan daftar pegawai",
    "account": "Memakai akun",
}
OTHER = "Mengubah data organisasi atau pengaturan"


@dataclass(frozen=True)
class Deed:
    text: str
    at: datetime


def events_of(user: User) -> QuerySet[Event]:
    """The user's own events, the newest first, without what they hold."""
    own = Event.objects.filter(actor=actor_of(user))
    return own.only("action", "at").order_by("-at", "-pk")


def deed_of(event: Event) -> Deed:
    return Deed(words_of(event.action), event.at)


def words_of(action: str) -> str:
    noun = action.partition(".")[0]
    return WORDS.get(action) or NOUNS.get(noun, OTHER)
