"""Why a file as a whole cannot be read: one word from the child, a sentence for us."""


class Refused(Exception):
    """The file is not read; the argument is a key of WHY."""


WHY = {
    "empty": "Berkas ini kosong.",
    "large": "Berkas ini terlalu besar.",
    "locked": "Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu "
    "unggah lagi.",
    "xls": "Berkas ini dari Excel lama (.xls). Buka di Excel, simpan sebagai “Excel "
    "Workbook (.xlsx)”, lalu unggah lagi.",
    "ods": "Berkas ini dari LibreOffice (.ods). Simpan sebagai “Excel 2007-365 "
    "(.xlsx)”, lalu unggah lagi.",
    "program": "Berkas ini berisi program (makro). Simpan sebagai “Excel Workbook "
    "(.xlsx)” tanpa makro, lalu unggah lagi.",
    "bomb": "Berkas ini membengkak jauh di atas batas ketika dibuka. Salin datanya ke "
    "buku kerja baru, lalu unggah lagi.",
    "kind": "Ini bukan daftar yang dapat dibaca. Unggah berkas Excel (.xlsx) atau CSV.",
    "broken": "Berkas ini tidak dapat dibuka. Periksa apakah berkasnya utuh.",
    "hidden": "Daftarnya ada pada lembar yang disembunyikan. Tampilkan lembar itu di "
    "Excel, lalu unggah lagi.",
    "header": "Baris judul kolom tidak ditemukan. Harus ada satu baris yang memuat "
    "paling sedikit “Nama” dan “Jabatan”, atau “Nama” dan “NIP”.",
    "rows": "Di bawah judul kolom tidak ada satu pegawai pun.",
    "many": "Barisnya terlalu banyak untuk satu berkas. Bagi menjadi beberapa berkas.",
}


def words(reason: str) -> str:
    return WHY.get(reason, WHY["broken"])
