from declarations.models.campaigns import (
    STANDING,
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
    Kind,
    RegisterCounter,
    Statement,
    Status,
)
from declarations.models.steps import Step, StepKind

__all__ = [
    "CONFLICT_KINDS",
    "OPEN",
    "STANDING",
    "Asks",
    "Bar",
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
    "Step",
    "StepKind",
    "Truth",
]
