from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from personnel import unit_file


class Command(BaseCommand):
    help = "Memuat satker dari berkas CSV; aman dijalankan berulang kali."

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=unit_file.SHIPPED,
            help="berkas CSV dalam UTF-8; tanpa ini data/satker.csv",
        )

    def handle(self, *, file, **options):
        try:
            done = unit_file.load(file.read_bytes())
        except OSError as problem:
            raise CommandError(f"Berkas {file} tidak dapat dibaca.") from problem
        except unit_file.UnitFileError as problem:
            for fault in problem.faults:
                self.stderr.write(str(fault))
            raise CommandError(
                f"{len(problem.faults)} kesalahan. Tidak ada yang dimuat."
            ) from problem
        self.stdout.write(
            f"Satker: {len(done.new)} baru, {len(done.changed)} berubah, "
            f"{len(done.unchanged)} tetap."
        )
