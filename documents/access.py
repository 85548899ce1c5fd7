"""Who can see the papers of a unit's people."""

from personnel.access import Scene, Subject


def access(scene: Scene) -> list[Subject]:
    return [
        Subject(
            "documents",
            "Surat (PDF) dan kode verifikasinya",
            "Surat dibuka dari pernyataan atau perkaranya, oleh yang boleh membacanya.",
            nobody="Tidak ada daftar surat. Halaman verifikasi hanya menyebut apakah "
            "sebuah surat asli dan masih berlaku.",
            icon="document",
        ),
    ]
