from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.proof import Broken, prove


class Command(BaseCommand):
    help = "Membuktikan bahwa log utuh, atau menyebut baris pertama yang rusak."
    requires_migrations_checks = True

    def handle(self, *args, **options):
        alone = not connection.in_atomic_block
        with transaction.atomic():
            if alone:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            try:
                result = prove()
            except Broken as problem:
                raise CommandError(f"Log rusak: {problem}", returncode=1) from problem
        self.stdout.write(
            f"Log utuh: {result.events} peristiwa dalam {result.streams} aliran, "
            f"{result.sequenced} dalam urutan bersama "
            f"(hash berjalan {result.last_running_hash})."
        )
