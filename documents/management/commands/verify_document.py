from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents import verification


class Command(BaseCommand):
    help = "Say whether a PDF is one of ours, unchanged and in force; exit 1 if not."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        try:
            finding = verification.examine(file.read_bytes())
        except OSError as problem:
            raise CommandError(f"Berkas tidak dapat dibaca: {problem}") from problem
        except verification.TooBusy as problem:
            raise CommandError("Layanan sedang sibuk. Coba lagi.") from problem
        words = [f"{finding.title}. {finding.words}"]
        words += [f"{row['label']}: {row['value']}" for row in finding.rows()]
        if not finding.genuine:
            raise CommandError("\n".join(words))
        self.stdout.write("\n".join(words))
