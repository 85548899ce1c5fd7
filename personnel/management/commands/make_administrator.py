from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from personnel import grants
from personnel.models import ADMINISTRATORS, IdKind, User

ROLES = ADMINISTRATORS
SECOND_NEEDED = (
    "Buat juga administrator kedua dengan perintah yang sama: tanpa dia tidak ada yang "
    "dapat menyetujui usulan kewenangan."
)


class Command(BaseCommand):
    help = (
        "Membuat administrator pertama pada pemasangan baru. Jalankan lagi untuk "
        "orang kedua: kewenangan yang peka diusulkan satu administrator dan disetujui "
        "administrator lain."
    )

    def add_arguments(self, parser):
        parser.add_argument("--number", help="NIP atau nomor pegawai")
        parser.add_argument("--name", help="nama lengkap dengan gelar")
        parser.add_argument(
            "--role",
            action="append",
            choices=[role.value for role in ROLES],
            help="boleh diulang; tanpa ini kedua peran diberikan",
        )
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="membaca kata sandi dari masukan standar",
        )

    def handle(self, *, number, name, role, password_stdin, **options):
        number = (number or input("NIP atau nomor pegawai: ")).replace(" ", "")
        name = (name or input("Nama lengkap: ")).strip()
        password = self.stdin_password() if password_stdin else self.asked_password()
        try:
            user = make_administrator(number, name, password, role or ROLES)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        self.stdout.write(f"{user.name} ({number}) sekarang administrator.")
        if not others_than(user):
            self.stdout.write(SECOND_NEEDED)

    def stdin_password(self):
        return input()

    def asked_password(self):
        password = getpass("Kata sandi: ")
        if getpass("Ulangi kata sandi: ") != password:
            raise CommandError("Kedua kata sandi tidak sama.")
        return password


@transaction.atomic
def make_administrator(number, name, password, roles):
    """
    Make the person and give the roles from today on, with no end.

    Raises ValidationError, in Indonesian, for a number, name or password that will
    not do, and for a number that somebody has already.
    """
    is_nip = number.isdigit() and len(number) == 18
    user = User(
        employee_number=number,
        id_kind=IdKind.NIP if is_nip else IdKind.INTERNAL,
        name=name,
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    for role in roles:
        grants.give(user, role, since=timezone.localdate(), by=None)
    return user


def others_than(user):
    """Whether somebody else administers today."""
    return any(grants.who_has(role).exclude(pk=user.pk).exists() for role in ROLES)
