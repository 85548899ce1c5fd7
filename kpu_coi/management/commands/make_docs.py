from django.core.management.base import BaseCommand, CommandError

from kpu_coi.generated_docs import DOCS, pages


class Command(BaseCommand):
    help = "Writes docs/workflow.md and docs/rules.md from the code and its tests."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="change nothing, fail when outdated"
        )

    def handle(self, *, check, **options):
        for name, text in pages().items():
            file = DOCS / name
            if file.exists() and file.read_text() == text:
                continue
            if check:
                raise CommandError(f"docs/{name} is outdated: run manage.py make_docs")
            file.write_text(text)
            self.stdout.write(f"docs/{name}")
