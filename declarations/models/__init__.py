from declarations.models.campaigns import (
    Asks,
    Campaign,
    Excuse,
    Obligation,
    Occasion,
)
from declarations.models.cases import (
    OPEN,
    Case,
    CaseStatus,
    RoutedReason,
)
from declarations.models.clarifications import Clarification, Reading
from declarations.models.consultations import (
    Consultation,
    ConsultationMessage,
    ConsultationReading,
    Desk,
)
from declarations.models.copies import Bar, Copy, CopyKind, KeptOut
from declarations.models.decisions import (
    Control,
    Decision,
    DecisionDraft,
    Impact,
    Outcome,
    Truth,
)
from declarations.models.oversight import (
    Note,
    NoteKind,
    Recommendation,
    Reconsideration,
)
from declarations.models.statements import (
    CONFLICT_KINDS,
    Kind,
    RegisterCounter,
    Statement,
    Status,
)

__all__ = [
    "CONFLICT_KINDS",
    "OPEN",
    "Asks",
    "Bar",
    "Campaign",
    "Case",
    "CaseStatus",
    "Clarification",
    "Consultation",
    "ConsultationMessage",
    "ConsultationReading",
    "Control",
    "Copy",
    "CopyKind",
    "Decision",
    "DecisionDraft",
    "Desk",
    "Excuse",
    "Impact",
    "KeptOut",
    "Kind",
    "Note",
    "NoteKind",
    "Obligation",
    "Occasion",
    "Outcome",
    "Reading",
    "Recommendation",
    "Reconsideration",
    "RegisterCounter",
    "RoutedReason",
    "Statement",
    "Status",
    "Truth",
]
