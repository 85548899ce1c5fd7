import json

from django.core.management.base import BaseCommand, CommandError

from inspectorate import demonstration
from inspectorate.demonstration import PASSWORD, accounts
from inspectorate.nation import build_nation
from personnel.demonstration import NotATrial

SCALES = demonstration.SCALES | {"nation": build_nation}


class Command(BaseCommand):
    help = "Membuat kantor contoh dengan pegawai rekaan, hanya dengan TRIAL=1."

    def add_arguments(self, parser):
        parser.add_argument("--scale", choices=sorted(SCALES), default="office")
        parser.add_argument(
            "--json", action="store_true", help="daftar semua orang sebagai JSON"
        )

    def handle(self, *, scale, json, **options):
        try:
            offices = SCALES[scale]()
        except NotATrial as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        self.stdout.write(everybody(offices) if json else shown(offices))


def shown(offices):
    """The accounts worth trying, for the print-out of make run."""
    listed = accounts(offices)
    width = max(len(what) for what, _ in listed)
    lines = [f"Akun contoh, semuanya dengan kata sandi {PASSWORD}"]
    for what, tenure in listed:
        user = tenure.user
        lines.append(f"  {what:<{width}}  {user.employee_number:<18}  {user.name}")
    return "\n".join(lines)


def everybody(offices):
    """Everybody by unit and seat, for the journeys through the browser."""
    return json.dumps(
        [
            {
                "unit": unit,
                "seat": seat,
                "number": tenure.user.employee_number,
                "name": tenure.user.name,
                "email": tenure.user.email,
                "title": tenure.position.title,
            }
            for (unit, seat), tenure in offices.tenures.items()
        ]
    )
