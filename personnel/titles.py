"""How a person is called on papers: capacity, number, post and unit."""

from personnel import nip
from personnel.models.people import IdKind, User
from personnel.models.positions import Acting, Position, PositionKind, Tenure

PREFIXES: dict[str, str] = {
    Acting.PERMANENT: "",
    Acting.ACTING: "Plt. ",
    Acting.DAILY: "Plh. ",
}


def capacity(tenure: Tenure) -> str:
    """The post with the capacity in which it is held, as "Plh. Sekretaris"."""
    return PREFIXES[tenure.acting] + tenure.position.title


def post_name(post: Position) -> str:
    """The title, with the section where the title does not name it already."""
    if post.section and not names_section(post):
        return f"{post.title}, {post.section}"
    return post.title


def names_section(post: Position) -> bool:
    """Whether the title says the section, as that of who leads it does."""
    leads = (PositionKind.CHIEF_INSPECTOR, PositionKind.REGIONAL_INSPECTOR)
    return post.kind in leads or post.section in f"Kepala {post.title}"


def id_label(user: User) -> str:
    """What the number is: "NIP" or "Nomor pegawai"."""
    return IdKind(user.id_kind).label


def id_number(user: User) -> str:
    """The number as printed: a NIP in its groups, any other as it is."""
    if user.id_kind == IdKind.NIP:
        return nip.grouped(user.employee_number)
    return user.employee_number


def identity(tenure: Tenure) -> dict[str, str]:
    """
    Who somebody is in that tenure, as papers and snapshots hold it.

    The tenure's user and position.unit are read: fetch it `with_people()`.
    """
    return {
        "name": tenure.user.name,
        "id_label": id_label(tenure.user),
        "id_number": id_number(tenure.user),
        "rank": tenure.user.rank,
        "position": capacity(tenure),
        "section": tenure.position.section,
        "unit": tenure.position.unit.name,
    }
