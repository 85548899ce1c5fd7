"""Who can see which of a unit's people have declared: never what they declared."""

from personnel.access import INSPECTORATE, Scene, Subject
from personnel.models import Role


def access(scene: Scene) -> list[Subject]:
    return [
        Subject(
            "declared",
            "Siapa sudah dan siapa belum menyatakan",
            "Nama dan keadaan saja, tanpa jenis pernyataannya.",
            scene.by_grant(Role.UNIT_OPERATOR) + scene.by_grant(*INSPECTORATE),
            icon="check",
        ),
    ]
