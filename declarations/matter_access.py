"""Who can see what a unit is to decide, and who stays out of it."""

from personnel.access import INSPECTORATE, Right, Scene, Subject
from personnel.home import LEADING
from personnel.models import Role
from personnel.titles import capacity


def access(scene: Scene) -> list[Subject]:
    overseers = scene.by_grant(*INSPECTORATE)
    return [
        Subject(
            "matters",
            "Agenda keputusan",
            "Dicatat operator dan pimpinan satker. Pegawai melihat judulnya saja, "
            "saat menyatakan benturan kepentingan.",
            preparers(scene) + scene.by_grant(Role.UNIT_OPERATOR) + overseers,
            icon="document",
        ),
        Subject(
            "recusals",
            "Siapa yang tidak ikut memutus",
            "Tanpa alasannya. Dibaca yang memimpin rapat, penelaahnya, dan "
            "Inspektorat; masing-masing pegawai melihat miliknya sendiri. Operator "
            "tidak melihatnya, karena daftar ini mengungkapkan siapa yang menyatakan.",
            scene.leaders() + overseers,
            icon="people",
        ),
    ]


def preparers(scene: Scene) -> tuple[Right, ...]:
    held = (one for one in scene.tenures if one.position.kind in LEADING)
    return tuple(Right(tenure.user, capacity(tenure)) for tenure in held)
