"""What must hold on the rolls: posts, tenures and those who have left."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from kpu_coi import vault
from personnel.models import Tenure, User
from personnel.people import nik_key, read_nik

ONE_DAY = timedelta(days=1)
GRACE = timedelta(days=2)


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from tenure_faults()
    yield from person_faults()


def tenure_faults() -> Iterator[tuple[str, str]]:
    """Nobody begins in a post that is gone, nor stays in one after leaving."""
    rows = Tenure.objects.select_related("user", "position")
    for tenure in rows.order_by("pk").iterator(500):
        row, period = f"masa jabatan {tenure.pk}", tenure.period
        gone, left = tenure.position.abolished_on, tenure.user.last_day
        established = tenure.position.established_on
        if gone and period.lower >= gone:
            yield row, "dimulai setelah jabatannya dihapus"
        if established and period.lower < established:
            yield row, "dimulai sebelum jabatannya berdiri"
        if left and (period.upper is None or period.upper > left + ONE_DAY):
            yield row, "melewati hari terakhir orangnya"


def person_faults() -> Iterator[tuple[str, str]]:
    """Whoever has left is shut out a day later; a NIK opens and matches its key."""
    over = timezone.localdate() - GRACE
    for user in User.objects.filter(is_active=True, last_day__lt=over):
        yield f"pegawai {user.pk}", "masih aktif setelah hari terakhirnya"
    for user in User.objects.exclude(nik_sealed=None).order_by("pk").iterator(500):
        try:
            matches = nik_key(read_nik(user)) == user.nik_key
        except vault.VaultError:
            matches = False
        if not matches:
            yield f"pegawai {user.pk}", "NIK tidak sesuai dengan kuncinya"
