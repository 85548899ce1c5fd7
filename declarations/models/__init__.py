from declarations.models.campaigns import Campaign, Obligation
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
    "Campaign",
    "Kind",
    "NamedPerson",
    "Obligation",
    "RegisterCounter",
    "Statement",
    "Status",
]
