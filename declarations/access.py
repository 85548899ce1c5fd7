"""Who can see statements and cases of a unit's people, by posts and grants alone."""

from collections import Counter

from personnel.access import INSPECTORATE, Right, Scene, Subject
from personnel.models import Role, Tenure
from personnel.titles import capacity

KEPT_OUT = (
    "Siapa yang disebut sebagai pihak lain dalam sebuah pernyataan tidak melihatnya, "
    "walaupun tercantum di sini."
)


def access(scene: Scene) -> list[Subject]:
    return [
        Subject(
            "free",
            "Surat Pernyataan Bebas dan draf di layar",
            "Hanya dibaca yang membuatnya.",
            nobody="Tidak seorang pun selain yang membuatnya. Yang mengawasi kepatuhan "
            "hanya melihat sudah atau belum menyatakan.",
            icon="lock",
        ),
        Subject(
            "free_packs",
            "Surat Pernyataan Bebas sebagai berkas bukti kampanye",
            "Inspektorat yang mengawasi satker dapat mengunduh surat bebas yang "
            f"bersegel. Siapa yang mengunduhnya tampil di Data saya. {KEPT_OUT}",
            scene.by_grant(*INSPECTORATE),
            icon="download",
        ),
        Subject(
            "papers",
            "Tanda bukti telah menyatakan dan lembar penyerahan kertas",
            "Operator satker mencatat penyerahan dan mengunduh tanda bukti. Keduanya "
            "sama bagi setiap orang yang telah menyatakan, apa pun isinya.",
            scene.by_grant(Role.UNIT_OPERATOR, Role.ORGANISATION_ADMIN),
            icon="document",
        ),
        Subject(
            "cases",
            "Pernyataan potensi atau aktual: menelaah dan memutus",
            "Dikirim ke atasan langsung yang menyatakan. Jabatan yang kosong dilewati; "
            f"setelah dua jabatan, Inspektur Utama yang menunjuk. {KEPT_OUT}",
            superiors(scene) + choosers(scene),
            icon="scales",
        ),
        Subject(
            "copies",
            "Pernyataan potensi atau aktual: tembusan",
            "Dibaca Inspektorat dan, bagi Sekretaris, atasan pada garis lain. Tembusan "
            f"tidak memutus. {KEPT_OUT}",
            overseers(scene) + other_lines(scene),
            icon="mail",
        ),
    ]


def superiors(scene: Scene) -> tuple[Right, ...]:
    """Whoever holds a post to which somebody of the unit would send today."""
    below = Counter(
        line.position.pk for line in scene.lines.values() if line.position is not None
    )
    return tuple(
        Right(tenure.user, superior_words(tenure, count))
        for post, count in below.items()
        for tenure in scene.chart.tenures[post]
        if tenure.user.is_active
    )


def superior_words(tenure: Tenure, count: int) -> str:
    return f"{capacity(tenure)}, {tenure.position.unit}: atasan {count} orang di sini"


def choosers(scene: Scene) -> tuple[Right, ...]:
    """The Inspektur Utama, where a line ends without anybody."""
    if any(line.choice_needed for line in scene.lines.values()):
        return scene.by_grant(Role.CHIEF_INSPECTOR)
    return ()


def overseers(scene: Scene) -> tuple[Right, ...]:
    """Of the region where one oversees the unit; the Inspektur Utama always."""
    posts = [tenure.position for tenure in scene.tenures]
    if scene.region and not all(post.is_in_inspectorate for post in posts):
        return scene.by_grant(*INSPECTORATE)
    return scene.by_grant(Role.CHIEF_INSPECTOR)


def other_lines(scene: Scene) -> tuple[Right, ...]:
    """Who holds the second superior post of a Sekretaris (rule 15)."""
    found = {scene.chart.other_line(tenure.position_id) for tenure in scene.tenures}
    posts = found - {None}
    if not posts:
        return ()
    held = Tenure.objects.in_force(scene.here).filter(position__in=posts)
    return tuple(
        Right(one.user, f"{capacity(one)}, {one.position.unit}: garis lain")
        for one in held.with_people().filter(user__is_active=True)
    )
