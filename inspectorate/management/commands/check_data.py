from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from inspectorate.invariants import breaches


class Command(BaseCommand):
    help = "Memeriksa bahwa seluruh data saling cocok, atau menyebut baris yang tidak."

    def handle(self, **options):
        count = 0
        alone = not connection.in_atomic_block
        with transaction.atomic(), connection.cursor() as cursor:
            if alone:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for breach in breaches():
                self.stdout.write(str(breach))
                count += 1
        if count:
            raise CommandError(f"{count} ketidakcocokan ditemukan.", returncode=1)
        self.stdout.write("Semua data saling cocok.")
