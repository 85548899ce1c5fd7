from declarations.models.attachments import Attachment
from declarations.models.campaigns import (
    Asks,
    Campaign,
    Excuse,
    Obligation,
    Occasion,
)
from declarations.models.cases import (
    OPEN,
    PASSED_ON,
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
from declarations.models.passing import AccountDraft, CaseReminder, Step
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
    "PASSED_ON",
    "AccountDraft",
    "Asks",
    "Attachment",
    "Bar",
    "Campaign",
    "Case",
    "CaseReminder",
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
    "Truth",
]
