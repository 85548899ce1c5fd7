from declarations.models.attachments import Attachment
from declarations.models.campaigns import (
    STANDING,
    Asks,
    Campaign,
    Excuse,
    Obligation,
    Occasion,
)
from declarations.models.case_terms import (
    OPEN,
    PASSED_ON,
    CaseStatus,
    RoutedReason,
)
from declarations.models.cases import Case
from declarations.models.ceremonies import Ceremony, SharedDevice
from declarations.models.clarifications import Clarification, Reading
from declarations.models.consultations import (
    Consultation,
    ConsultationMessage,
    ConsultationReading,
    Desk,
)
from declarations.models.controls import (
    Announcement,
    Forum,
    HandlingFile,
    HandlingKind,
    HandlingNote,
    Order,
    PastResult,
    PastReview,
    Referral,
    ReferralResult,
)
from declarations.models.cooling import CoolingOff
from declarations.models.copies import Bar, Copy, CopyKind, KeptOut
from declarations.models.decisions import (
    Control,
    ControlState,
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
)
from declarations.models.oversight import (
    Note,
    NoteKind,
    Recommendation,
    Reconsideration,
)
from declarations.models.packs import (
    KEPT_FOR,
    Pack,
    PackContents,
    PackReading,
    PackState,
)
from declarations.models.papers import PaperEnd, PaperScan, PaperSignature
from declarations.models.passing import AccountDraft, CaseReminder, ReminderStep
from declarations.models.questionnaires import Questionnaire
from declarations.models.recusals import Recusal, Source
from declarations.models.statements import (
    CONFLICT_KINDS,
    ONE_IN_FORCE,
    STATEMENT_KINDS,
    Kind,
    RegisterCounter,
    Statement,
    Status,
)
from declarations.models.steps import Step, StepKind

__all__ = [
    "CONFLICT_KINDS",
    "KEPT_FOR",
    "ONE_IN_FORCE",
    "OPEN",
    "PASSED_ON",
    "STANDING",
    "STATEMENT_KINDS",
    "AccountDraft",
    "Announcement",
    "Asks",
    "Attachment",
    "Bar",
    "Campaign",
    "Case",
    "CaseMatter",
    "CaseReminder",
    "CaseStatus",
    "Ceremony",
    "Clarification",
    "Consultation",
    "ConsultationMessage",
    "ConsultationReading",
    "Control",
    "ControlState",
    "CoolingOff",
    "Copy",
    "CopyKind",
    "Decision",
    "DecisionDraft",
    "Desk",
    "Excuse",
    "Forum",
    "HandlingFile",
    "HandlingKind",
    "HandlingNote",
    "Impact",
    "KeptOut",
    "Kind",
    "Matter",
    "MatterKind",
    "MatterParty",
    "MatterState",
    "Note",
    "NoteKind",
    "Obligation",
    "Occasion",
    "Order",
    "Outcome",
    "Pack",
    "PackContents",
    "PackReading",
    "PackState",
    "PaperEnd",
    "PaperScan",
    "PaperSignature",
    "PastResult",
    "PastReview",
    "Questionnaire",
    "Reading",
    "Recommendation",
    "Reconsideration",
    "Recusal",
    "Referral",
    "ReferralResult",
    "RegisterCounter",
    "ReminderStep",
    "RoutedReason",
    "SharedDevice",
    "Source",
    "Statement",
    "Status",
    "Step",
    "StepKind",
    "Truth",
]
