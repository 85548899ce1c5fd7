"""
From which day a unit, with all below it, works under another legal basis.

Only days to come can be chosen: what is signed and what is open keeps its basis. The
first day is far enough away for every process to have read its constants afresh.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from deadlines import memory
from deadlines.models import Regime, RegimeAdoption
from deadlines.regimes import NoRegime, regime_for
from declarations.rules.regimes import may_switch
from kpu_coi.dates import ZONES, hari_tanggal
from personnel.models import Unit, User

FIRST_MIDNIGHT = ZONES["WIT"]
ALREADY = "Pada hari itu satuan kerja ini sudah memakai dasar hukum tersebut."
TAKEN = "Untuk satuan kerja ini sudah ada pemberlakuan pada hari itu. Pilih hari lain."
BEGUN = "Pemberlakuan ini sudah atau segera dimulai, jadi tidak dapat dibatalkan."


def earliest_day() -> date:
    """The first day that begins nowhere before every process knows of it."""
    known = timezone.now() + timedelta(seconds=2 * memory.KEEP_SECONDS)
    return known.astimezone(ZoneInfo(FIRST_MIDNIGHT)).date() + timedelta(days=1)


def adopt(
    regime: Regime, *, unit: Unit | None, valid_from: date, by: User
) -> RegimeAdoption:
    """
    Put a unit with all below it, or everybody, under a legal basis from a day.

    Raises PermissionDenied, and ValidationError naming the field for a day that is too
    near, one that is taken, or a basis that would change nothing.
    """
    may_switch(by).require()
    checked(regime, unit, valid_from)
    try:
        with transaction.atomic():
            made = RegimeAdoption.objects.create(
                regime=regime, unit_code=code_of(unit), valid_from=valid_from
            )
            record("add", made, by)
    except IntegrityError:
        raise ValidationError({"valid_from": TAKEN}) from None
    return made


def checked(regime: Regime, unit: Unit | None, valid_from: date) -> None:
    """Raises ValidationError, naming the field, for what cannot be adopted."""
    first = earliest_day()
    if valid_from < first:
        raise ValidationError(
            {"valid_from": f"Pilih {hari_tanggal(first)} atau hari sesudahnya."}
        )
    same = RegimeAdoption.objects.filter(unit_code=code_of(unit), valid_from=valid_from)
    if same.exists():
        raise ValidationError({"valid_from": TAKEN})
    if before(unit, valid_from) == regime:
        raise ValidationError({"regime": ALREADY})


def before(unit: Unit | None, on: date) -> Regime | None:
    """Under which basis the unit would work that day, as things stand."""
    try:
        return regime_for(unit.lineage_codes() if unit else [], on)
    except NoRegime:
        return None


def cancel(adoption: RegimeAdoption, *, by: User) -> None:
    """Take back what has not begun. Raises PermissionDenied."""
    may_switch(by).require()
    with transaction.atomic():
        stored = RegimeAdoption.objects.select_for_update().get(pk=adoption.pk)
        if stored.valid_from < earliest_day():
            raise PermissionDenied(BEGUN)
        record("delete", stored, by)
        stored.delete()


def record(verb: str, adoption: RegimeAdoption, by: User) -> None:
    log.record(
        f"regimeadoption.{verb}",
        stream="regimeadoption",
        by=by,
        pk=str(adoption.pk),
        regime=adoption.regime_id,
        unit=adoption.unit_code,
        valid_from=adoption.valid_from.isoformat(),
    )
    transaction.on_commit(memory.forget)


def code_of(unit: Unit | None) -> str:
    """Everybody has no code; the national office stands for everybody."""
    return "" if unit is None or unit.parent_id is None else unit.code
