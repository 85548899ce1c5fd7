from accounts.models.activations import Activation, Kind
from accounts.models.addresses import EmailChange
from accounts.models.locks import Lock, Trial
from accounts.models.sessions import Opening, Session

__all__ = [
    "Activation",
    "EmailChange",
    "Kind",
    "Lock",
    "Opening",
    "Session",
    "Trial",
]
