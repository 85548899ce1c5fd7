from declarations.models.campaigns import Campaign, Excuse, Obligation
from declarations.models.cases import (
    OPEN,
    Case,
    CaseStatus,
    Copy,
    CopyKind,
    RoutedReason,
)
from declarations.models.clarifications import Clarification, Reading
from declarations.models.decisions import (
    Control,
    Decision,
    DecisionDraft,
    Impact,
    Outcome,
    Truth,
)
from declarations.models.statements import (
    CONFLICT_KINDS,
    Kind,
    NamedPerson,
    RegisterCounter,
    Statement,
    Status,
)

__all__ = [
    "CONFLICT_KINDS",
    "OPEN",
    "Campaign",
    "Case",
    "CaseStatus",
    "Clarification",
    "Control",
    "Copy",
    "CopyKind",
    "Decision",
    "DecisionDraft",
    "Excuse",
    "Impact",
    "Kind",
    "NamedPerson",
    "Obligation",
    "Outcome",
    "Reading",
    "RegisterCounter",
    "RoutedReason",
    "Statement",
    "Status",
    "Truth",
]
