import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from deadlines.calendar import today_in
from personnel.models import RosterStatus, RowVerdict, Unit
from personnel.models.units import NATIONAL_CODE
from personnel.rosters import proposing
from personnel.rosters.limits import limits_of
from personnel.rosters.pages import SKIPPED, skipped
from personnel.rosters.reading import Unreadable, read_table
from personnel.workflow import rosters

COUNTED = {
    RowVerdict.NEW: "new",
    RowVerdict.CHANGED: "changed",
    RowVerdict.ENDED: "ended",
    RowVerdict.UNCHANGED: "unchanged",
    RowVerdict.UNCLEAR: "unclear",
    RowVerdict.ERROR: "errors",
}
SAID = {
    "new": "baru",
    "changed": "berubah",
    "ended": "berakhir",
    "unchanged": "tetap",
    "unclear": "belum jelas",
    "errors": "salah",
}


class Command(BaseCommand):
    help = "Membaca daftar pegawai (CSV atau XLSX) dan menerapkan baris yang benar."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="BERKAS")
        parser.add_argument(
            "--unit",
            required=True,
            metavar="KODE",
            help="kode satker; 00 untuk daftar yang berisi kolom satker",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="hanya memeriksa, tanpa mengubah"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="hasil sebagai JSON: jumlah tiap hasil, dan rows berisi line, verdict "
            "(new, changed, ended, unchanged, unclear, error), dan reasons; line null "
            "untuk orang yang tidak ada pada daftar",
        )
        parser.add_argument(
            "--partial",
            action="store_true",
            help="daftar sebagian: yang tidak tertulis tidak diakhiri",
        )
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="TANGGAL",
            help="berlaku sejak (misalnya 2026-03-01); tanpa ini hari ini",
        )

    def handle(self, *, file, unit, dry_run, partial, as_of, **options):
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} tidak dapat dibuka.") from problem
        office = Unit.objects.filter(code=unit).first()
        if office is None:
            raise CommandError(f"Satker {unit} tidak dikenal.")
        as_of = as_of or today_in(office.timezone)
        try:
            table = read_table(data)
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        outcomes, _ = proposing.propose(
            table.entries,
            office,
            many=office.code == NATIONAL_CODE,
            complete=not partial,
            as_of=as_of,
            limits=limits_of(None),
        )
        if not dry_run:
            self.apply(office, data, file.name, complete=not partial, as_of=as_of)
        found = told(outcomes, table)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.say(found, table, dry_run=dry_run)

    def apply(self, office, data, name, *, complete, as_of):
        """The way of the pages, in this process: upload, read, apply."""
        roster = rosters.upload(
            office, data, file_name=name, complete=complete, as_of=as_of, by=None
        )
        rosters.read(roster.pk)
        roster.refresh_from_db()
        if roster.status == RosterStatus.READY:
            rosters.apply(roster, by=None)
            rosters.carry_out(roster.pk)
            roster.refresh_from_db()
        if roster.status != RosterStatus.APPLIED:
            raise CommandError(roster.problem or "Daftar tidak dapat diterapkan.")

    def say(self, found, table, *, dry_run):
        for row in found["rows"]:
            if row["verdict"] in {"unclear", "error"}:
                where = f"Baris {row['line']}" if row["line"] else "Tidak pada daftar"
                self.stderr.write(f"{where}: {' '.join(row['reasons'])}")
        counts = ", ".join(f"{found[name]} {word}" for name, word in SAID.items())
        self.stdout.write(
            f"{'Belum diterapkan' if dry_run else 'Diterapkan'}: {counts}."
        )
        left = skipped(table.skipped)
        if left["count"]:
            self.stdout.write(
                f"{left['count']} baris bukan pegawai dan dilewati: "
                f"{', '.join(left['lines'])}."
            )


def told(outcomes, table):
    """Counts by verdict, each row with its verdict, and the rows that are no people."""
    counts = proposing.counts_of(outcomes)
    rows = [
        {
            "line": outcome.entry.line if outcome.entry else None,
            "verdict": outcome.verdict.lower(),
            "reasons": outcome.reasons,
        }
        for outcome in outcomes
    ]
    return {name: counts.get(verdict, 0) for verdict, name in COUNTED.items()} | {
        "rows": rows,
        "skipped": [
            {"line": line, "reason": SKIPPED[why]} for line, why in table.skipped
        ],
    }
