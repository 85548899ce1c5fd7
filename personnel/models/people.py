from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kpu_coi.charset import check_fields
from kpu_coi.constraints import all_or_none, known
from personnel import nip


class IdKind(models.TextChoices):
    NIP = "NIP", "NIP"
    INTERNAL = "INTERNAL", "Nomor pegawai"


class Employment(models.TextChoices):
    PNS = "PNS", "PNS"
    CPNS = "CPNS", "CPNS"
    PPPK = "PPPK", "PPPK"
    SECONDED = "SECONDED", "PNS dipekerjakan (DPK)"
    NON_ASN = "NON_ASN", "PPNPN"
    COMMISSIONER = "COMMISSIONER", "Anggota KPU"
    ADHOC = "ADHOC", "Badan ad hoc"


class UserManager(BaseUserManager):
    def create_user(self, employee_number, name, password=None, **fields):
        """Make a person who can sign in; without a password he cannot yet."""
        user = self.model(employee_number=employee_number, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """
    A person on the roll of an office, who signs in with the employee number.

    There is no superuser: what somebody may do follows from posts and grants alone.
    The NIK lies in the vault, with a keyed hash to find it again. Somebody who leaves
    has his last day here until he comes back.
    """

    employee_number = models.CharField("NIP atau nomor pegawai", max_length=30)
    id_kind = models.CharField(
        "jenis nomor", max_length=10, choices=IdKind, default=IdKind.NIP
    )
    name = models.CharField("nama", max_length=150)
    rank = models.CharField("pangkat/golongan", max_length=80, blank=True)
    employment = models.CharField(
        "status kepegawaian", max_length=12, choices=Employment, default=Employment.PNS
    )
    email = models.EmailField("surel kantor", blank=True)
    nik_sealed = models.BinaryField(null=True, editable=False)
    nik_key = models.CharField(max_length=64, null=True, editable=False)
    is_active = models.BooleanField("aktif", default=True)
    last_day = models.DateField("hari terakhir", null=True, editable=False)
    joined_at = models.DateTimeField("dibuat", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "employee_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ("name", "employee_number")
        constraints = (
            models.UniqueConstraint(
                fields=("employee_number",),
                name="user_employee_number_unique",
                violation_error_message="Nomor ini sudah dipakai pegawai lain.",
            ),
            models.UniqueConstraint(
                fields=("nik_key",),
                name="user_nik_unique",
                violation_error_message="NIK ini sudah tercatat pada pegawai lain.",
            ),
            all_or_none("nik_sealed", "nik_key", name="user_nik_whole"),
            known("id_kind", IdKind, "user_id_kind_known"),
            known("employment", Employment, "user_employment_known"),
            models.CheckConstraint(
                name="user_nip_has_18_digits",
                condition=~Q(id_kind=IdKind.NIP)
                | Q(employee_number__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus 18 angka tanpa spasi.",
            ),
            models.CheckConstraint(
                name="user_number_is_no_nik",
                condition=~Q(employee_number__regex=r"^[0-9]{16}$"),
                violation_error_message=(
                    "NIK tidak boleh dipakai sebagai nomor pegawai."
                ),
            ),
            models.CheckConstraint(
                name="user_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Nama harus diisi.",
            ),
        )

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        check_fields(self, "name", "rank")
        if self.id_kind == IdKind.NIP:
            fault = nip.nip_fault(self.employee_number, today=timezone.localdate())
            if not (fault or settings.TRIAL) and nip.is_generated(self.employee_number):
                fault = "Nomor urut 991 sampai 999 hanya dipakai untuk data contoh."
            if fault:
                raise ValidationError({"employee_number": fault})

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether he may enter Django's admin: system administrators alone."""
        from personnel.grants import administers_system

        return administers_system(self)

    def has_perm(self, permission, obj=None) -> bool:
        """Django's admin asks: organisation data only, for system administrators."""
        return self.has_module_perms(permission.partition(".")[0])

    def has_perms(self, permissions, obj=None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, app_label) -> bool:
        return app_label in ORGANISATION_APPS and self.is_staff


ORGANISATION_APPS = frozenset({"personnel", "deadlines"})
