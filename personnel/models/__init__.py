from personnel.models.grants import (
    ADMINISTRATORS,
    AT_ONCE,
    NATION_ROLES,
    REGION_ROLES,
    UNIT_ROLES,
    Grant,
    Role,
)
from personnel.models.people import Employment, IdKind, User
from personnel.models.positions import (
    Acting,
    FormerLine,
    Position,
    PositionKind,
    Tenure,
)
from personnel.models.proposals import GrantProposal, Outcome
from personnel.models.roster_days import RosterDay
from personnel.models.rosters import RosterImport, RosterRow, RosterStatus, RowVerdict
from personnel.models.units import (
    NATIONAL_CODE,
    Level,
    OversightRegion,
    RegionProvince,
    SecretariatType,
    Unit,
    Zone,
)

__all__ = [
    "ADMINISTRATORS",
    "AT_ONCE",
    "NATIONAL_CODE",
    "NATION_ROLES",
    "REGION_ROLES",
    "UNIT_ROLES",
    "Acting",
    "Employment",
    "FormerLine",
    "Grant",
    "GrantProposal",
    "IdKind",
    "Level",
    "Outcome",
    "OversightRegion",
    "Position",
    "PositionKind",
    "RegionProvince",
    "Role",
    "RosterDay",
    "RosterImport",
    "RosterRow",
    "RosterStatus",
    "RowVerdict",
    "SecretariatType",
    "Tenure",
    "Unit",
    "User",
    "Zone",
]
