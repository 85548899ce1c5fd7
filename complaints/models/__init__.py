from complaints.models.complaints import (
    AccusedKey,
    AccusedKeyKind,
    Complaint,
    Promise,
    RegisterCounter,
    Step,
)
from complaints.models.desk import Reading, Record, RecordKind, Referral
from complaints.models.parts import File, Message, MessageKind
from complaints.models.terms import (
    CLOSED,
    KKN,
    OPEN,
    AccusedClass,
    AccusedPost,
    Category,
    Desk,
    Identity,
    Status,
    Triage,
)

__all__ = [
    "CLOSED",
    "KKN",
    "OPEN",
    "AccusedClass",
    "AccusedKey",
    "AccusedKeyKind",
    "AccusedPost",
    "Category",
    "Complaint",
    "Desk",
    "File",
    "Identity",
    "Message",
    "MessageKind",
    "Promise",
    "Reading",
    "Record",
    "RecordKind",
    "Referral",
    "RegisterCounter",
    "Status",
    "Step",
    "Triage",
]
