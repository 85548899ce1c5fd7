"""What people do in the demonstration, each by the real move."""

from declarations.content import preview_of
from declarations.decision_content import preview_of as decision_preview_of
from declarations.models import Case, CaseStatus, Kind, Matter, Statement
from declarations.workflow import cases, decisions, statements
from documents.signing import Proof, prove_password
from personnel.models import Tenure, User

PASSWORD = "coba-integritas-2026"  # noqa: S105 - shown by make run
ADDRESS = "127.0.0.1"


def proof_of(user: User) -> Proof:
    return prove_password(user, PASSWORD, address=ADDRESS)


def sign_free(tenure: Tenure) -> None:
    if not signed(tenure.user, Kind.FREE):
        sign(statements.start(tenure.user, Kind.FREE), tenure.user)


def party(user: User, relation: str) -> dict[str, str]:
    """Somebody of the office as the other party."""
    return {
        "p0-person": str(user.pk),
        "p0-name": "",
        "p0-relation": relation,
        "p0-position": "",
        "p0-election": "NO",
    }


def conflict(
    tenure: Tenure,
    *,
    duty: str,
    source: str,
    link: str,
    party: dict[str, str],
    sources: list[str],
    shapes: list[str],
    controls: list[str],
    matter: Matter | None = None,
) -> Case:
    """The person's case, its POTENTIAL statement filled in and signed if need be."""
    user = tenure.user
    if not signed(user, Kind.POTENTIAL):
        draft = statements.start(user, Kind.POTENTIAL, tenure=tenure)
        topics = {
            "jenis": {"kind": ["POTENTIAL"], "sources": sources, "forms": shapes},
            "tugas": {"duty": [duty], "matter": [str(matter.pk) if matter else ""]},
            "kaitan": {"source": [source], "link": [link]},
            "pihak": {"rows": ["1"]} | {name: [text] for name, text in party.items()},
            "saran": {"controls": controls, "note": [""]},
        }
        for slug, typed in topics.items():
            statements.save_topic(draft, slug, typed, version=0, by=user)
        sign(draft, user)
    return Case.objects.filter(person=user, statement__kind=Kind.POTENTIAL).latest("pk")


def signed(user: User, kind: Kind) -> bool:
    return Statement.objects.in_force().filter(declarant=user, kind=kind).exists()


def sign(draft: Statement, user: User) -> Statement:
    stored = Statement.objects.with_declarant().select_related("unit").get(pk=draft.pk)
    return statements.sign(
        stored,
        by=user,
        proof=proof_of(user),
        content_hash=preview_of(stored).content_hash,
        consent=True,
    )


def open_review(case: Case, reviewer: User) -> bool:
    """Open a case that is only received; false where the demonstration went on."""
    if case.status != CaseStatus.RECEIVED:
        return False
    cases.note_reading(case, by=reviewer)
    cases.open_review(case, by=reviewer)
    case.refresh_from_db()
    return True


def decide(case: Case, reviewer: User, words: dict[str, str]) -> None:
    """Draft and sign a decision, in the shape in which it is typed."""
    decisions.save_draft(case, by=reviewer, typed=words)
    stored = Case.objects.with_statement().get(pk=case.pk)
    preview = decision_preview_of(stored, reviewer)
    decisions.decide(
        stored,
        by=reviewer,
        proof=proof_of(reviewer),
        content_hash=preview.content_hash,
        consent=preview.consent,
    )
