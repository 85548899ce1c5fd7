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
from declarations.models.ceremonies import Ceremony, SharedDevice
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
from declarations.models.packs import (
    KEPT_FOR,
    Pack,
    PackContents,
    PackReading,
    PackState,
)
from declarations.models.papers import PaperEnd, PaperScan, PaperSignature
from declarations.models.statements import (
    CONFLICT_KINDS,
    Kind,
    RegisterCounter,
    Statement,
    Status,
)

__all__ = [
    "CONFLICT_KINDS",
    "KEPT_FOR",
    "OPEN",
    "Asks",
    "Bar",
    "Campaign",
    "Case",
    "CaseStatus",
    "Ceremony",
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
    "Pack",
    "PackContents",
    "PackReading",
    "PackState",
    "PaperEnd",
    "PaperScan",
    "PaperSignature",
    "Reading",
    "RegisterCounter",
    "RoutedReason",
    "SharedDevice",
    "Statement",
    "Status",
    "Truth",
]
