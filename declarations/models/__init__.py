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
from declarations.models.cooling import CoolingOff
from declarations.models.copies import Bar, Copy, CopyKind, KeptOut
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
    ONE_IN_FORCE,
    STATEMENT_KINDS,
    Kind,
    RegisterCounter,
    Statement,
    Status,
)

__all__ = [
    "CONFLICT_KINDS",
    "ONE_IN_FORCE",
    "OPEN",
    "STATEMENT_KINDS",
    "Asks",
    "Bar",
    "Campaign",
    "Case",
    "CaseStatus",
    "Clarification",
    "Control",
    "CoolingOff",
    "Copy",
    "CopyKind",
    "Decision",
    "DecisionDraft",
    "Excuse",
    "Impact",
    "KeptOut",
    "Kind",
    "Obligation",
    "Occasion",
    "Outcome",
    "Reading",
    "RegisterCounter",
    "RoutedReason",
    "Statement",
    "Status",
    "Truth",
]
