"""Who can see statements and cases of a unit's people, by posts and grants alone."""

from collections import Counter

from declarations import matter_access
from personnel.access import INSPECTORATE, Right, Scene, Subject, role_words
from personnel.grant_words import days_of
from personnel.models import REGION_ROLES, Role, Tenure
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
            "lists",
            "Daftar Kepentingan Pribadi",
            "Hanya dibaca yang membuatnya.",
            nobody="Tidak seorang pun selain yang membuatnya. Operator satker dan "
            "Inspektorat hanya melihat bahwa daftar itu sudah diisi.",
            icon="lock",
        ),
        Subject(
            "waiting",
            "Masa tunggu",
            "Nama, jabatan terakhir, dan tanggal mereka yang meninggalkan jabatan.",
            scene.by_grant(Role.UNIT_OPERATOR, *INSPECTORATE),
            icon="clock",
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
            "setelah dua jabatan, Inspektur Utama yang menunjuk. Lampirannya terbaca "
            f"bersama isinya. {KEPT_OUT}",
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
        Subject(
            "advice",
            "Rekomendasi P3K2 atas sebuah perkara",
            "P3K2 satuan kerja ini atau di atasnya membaca perkara hanya bila penelaah "
            "meminta sarannya. Penelaah dan Inspektorat membaca rekomendasinya, yang "
            f"menyatakan tidak. {KEPT_OUT}",
            advisers(scene) + reviewers(scene) + choosers(scene) + overseers(scene),
            icon="people",
        ),
        Subject(
            "notes",
            "Catatan pengawasan Inspektorat",
            "Penelaah hanya membaca yang ditujukan kepadanya. Yang menyatakan tidak "
            f"melihatnya. {KEPT_OUT}",
            overseers(scene) + reviewers(scene) + choosers(scene),
            icon="eye",
        ),
        Subject(
            "consultations",
            "Konsultasi sebelum menyatakan",
            "Dibaca penanya dan satu penasihat yang mengambilnya. Sebelum itu mereka "
            "yang tercantum hanya melihat nomor dan tanggalnya.",
            answerers(scene),
            icon="lock",
        ),
        *matter_access.access(scene),
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


def reviewers(scene: Scene) -> tuple[Right, ...]:
    """Of those, who acts for the post today: nobody whom a Plh. or Plt. represents."""
    found = [line.addressee for line in scene.lines.values() if line.addressee]
    acting = {tenure.pk: tenure for tenure in found}
    return tuple(
        Right(one.user, f"{capacity(one)}, {one.position.unit}: menelaah")
        for one in acting.values()
    )


def superior_words(tenure: Tenure, count: int) -> str:
    return f"{capacity(tenure)}, {tenure.position.unit}: atasan {count} orang di sini"


def choosers(scene: Scene) -> tuple[Right, ...]:
    """The Inspektur Utama, where a line ends without anybody."""
    if any(line.choice_needed for line in scene.lines.values()):
        return scene.by_grant(Role.CHIEF_INSPECTOR)
    return ()


def advisers(scene: Scene) -> tuple[Right, ...]:
    """P3K2 of the unit and of every unit above it."""
    return tuple(
        Right(grant.user, role_words(grant), days_of(grant.period))
        for grant in scene.grants
        if grant.role == Role.P3K2
    )


def answerers(scene: Scene) -> tuple[Right, ...]:
    """Whom somebody of the unit may ask: the nearest P3K2, and his Inspektorat."""
    nearest: tuple[Right, ...] = ()
    by_code = {grant.unit.code: grant.unit for grant in scene.grants if grant.unit}
    for code in scene.unit.lineage_codes():
        if code in by_code and not nearest:
            nearest = scene.by_grant(Role.P3K2, unit=by_code[code])
    posts = [tenure.position for tenure in scene.tenures]
    region = scene.by_grant(*REGION_ROLES) if scene.region else ()
    own = any(post.is_in_inspectorate for post in posts)
    chiefs = () if region and not own else scene.by_grant(Role.CHIEF_INSPECTOR)
    return nearest + region + chiefs


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
