from django.core.management.base import BaseCommand, CommandError

from inspectorate.demonstration import PASSWORD, SCALES, accounts
from personnel.demonstration import NotATrial


class Command(BaseCommand):
    help = "Membuat kantor contoh dengan pegawai rekaan, hanya dengan TRIAL=1."

    def add_arguments(self, parser):
        parser.add_argument("--scale", choices=sorted(SCALES), default="office")

    def handle(self, *, scale, **options):
        try:
            offices = SCALES[scale]()
        except NotATrial as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        shown = accounts(offices)
        width = max(len(what) for what, _ in shown)
        self.stdout.write(f"Akun contoh, semuanya dengan kata sandi {PASSWORD}")
        for what, tenure in shown:
            user = tenure.user
            self.stdout.write(f"  {what:<{width}}  {user.employee_number}  {user.name}")
