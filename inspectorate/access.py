"""Who can see which of a unit's people have declared: never what they declared."""

from personnel.access import INSPECTORATE, Scene, Subject
from personnel.models import Role


def access(scene: Scene) -> list[Subject]:
    return [
        Subject(
            "declared",
            "Siapa sudah dan siapa belum menyatakan",
            "Nama, keadaan, pengingat, dan surat peringatan saja, tanpa jenis "
            "pernyataannya. Atasan langsung membaca nama yang dilaporkan kepadanya.",
            scene.by_grant(Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN)
            + scene.by_grant(*INSPECTORATE),
            icon="check",
        ),
    ]
