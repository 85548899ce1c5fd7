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
from declarations.models.copies import Bar, Copy, CopyKind, KeptOut
from declarations.models.decisions import (
    Control,
    Decision,
    DecisionDraft,
    Impact,
    Outcome,
    Truth,
)
from declarations.models.matters import (
    CaseMatter,
    Matter,
    MatterKind,
    MatterParty,
    MatterState,
    Recusal,
    Source,
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
    "CaseMatter",
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
    "Matter",
    "MatterKind",
    "MatterParty",
    "MatterState",
    "Obligation",
    "Occasion",
    "Outcome",
    "Reading",
    "Recusal",
    "RegisterCounter",
    "RoutedReason",
    "Source",
    "Statement",
    "Status",
    "Truth",
]
