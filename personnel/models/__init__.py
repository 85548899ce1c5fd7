from personnel.models.grants import (
    NATION_ROLES,
    REGION_ROLES,
    UNIT_ROLES,
    Grant,
    Role,
)
from personnel.models.people import Employment, IdKind, User
from personnel.models.positions import Acting, Position, PositionKind, Tenure
from personnel.models.roster_days import RosterDay
from personnel.models.rosters import RosterImport, RosterRow, RosterStatus, RowVerdict
from personnel.models.units import (
    NATIONAL_CODE,
    Level,
    OversightRegion,
    RegionProvince,
    Unit,
    Zone,
)

__all__ = [
    "NATIONAL_CODE",
    "NATION_ROLES",
    "REGION_ROLES",
    "UNIT_ROLES",
    "Acting",
    "Employment",
    "Grant",
    "IdKind",
    "Level",
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
    "Tenure",
    "Unit",
    "User",
    "Zone",
]
