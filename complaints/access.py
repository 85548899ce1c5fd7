"""Who can see complaints to a unit's desk and about its leadership, by grants alone."""

from complaints.units import lineage
from personnel.access import INSPECTORATE, Right, Scene, Subject
from personnel.models import Role, Unit

KEPT_OUT = (
    "Yang diadukan, yang disebut atau terkait, dan yang bekerja di bawah pimpinan yang "
    "diadukan tidak melihatnya, walaupun tercantum di sini."
)
COPIES = (
    "Tembusan tentang korupsi, kolusi, atau nepotisme dibaca Inspektorat. Rapat pleno "
    "hanya membaca yang sedang dibawa kepadanya."
)


def access(scene: Scene) -> list[Subject]:
    units = lineage(scene.unit)
    return [
        Subject(
            "complaints",
            "Pengaduan tentang pegawai satker ini",
            f"Ditangani petugas pengaduan satker ini, atau meja di atasnya bila tidak "
            f"ada. {COPIES} {KEPT_OUT}",
            desk(scene, units),
            icon="chat",
        ),
        Subject(
            "leadership",
            "Pengaduan tentang pimpinan satker ini",
            "Tentang Ketua, Anggota, atau Sekretaris: ditangani meja di atasnya, tidak "
            f"pernah oleh satker ini sendiri. {COPIES} {KEPT_OUT}",
            desk(scene, units[1:]),
            icon="chat",
        ),
    ]


def desk(scene: Scene, units: list[Unit]) -> tuple[Right, ...]:
    """The nearest desk that has people, its plenary, and the Inspektorat's copies."""
    copies = scene.by_grant(*INSPECTORATE)
    for unit in units:
        if officers := scene.by_grant(Role.COMPLAINT_OFFICER, unit=unit):
            plenary = scene.by_grant(Role.PLENARY_VIEWER, unit=unit)
            return officers + plenary + copies
    return copies
