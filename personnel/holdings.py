"""What the organisation holds about a person: who he is, his posts, his roles."""

from kpu_coi.holdings import LEGAL_DUTY, Entry, Fact, Group, Holding, first_of
from personnel.grant_words import days_of
from personnel.grants import all_grants_of
from personnel.models import Grant, Tenure, User
from personnel.titles import capacity, id_label, id_number

IN_SERVICE = "Selama Anda bekerja di KPU, lalu menurut jadwal retensi arsip kepegawaian"


def held(user: User, most: int | None) -> Holding:
    return Holding(groups=[identity_group(user), posts(user, most), roles(user, most)])


def identity_group(user: User) -> Group:
    facts = [
        Fact("Nama", user.name),
        Fact(id_label(user), id_number(user)),
        Fact("Pangkat/golongan", user.rank or "Tidak tercatat"),
        Fact("Status kepegawaian", user.get_employment_display()),
        Fact("Surel kantor", user.email or "Tidak tercatat"),
    ]
    return Group(
        code="identitas",
        title="Identitas",
        purpose="Mengenali Anda saat masuk dan menuliskan Anda pada surat pernyataan",
        basis=LEGAL_DUTY,
        retention=IN_SERVICE,
        recipients="Operator satker, administrator organisasi, atasan Anda, "
        "Inspektorat",
        facts=tuple(facts),
    )


def posts(user: User, most: int | None) -> Group:
    rows = Tenure.objects.filter(user=user).select_related("position__unit")
    tenures, cut = first_of(rows.order_by("-period", "-pk"), most)
    return Group(
        code="jabatan",
        title="Jabatan",
        purpose="Menentukan kepada siapa pernyataan Anda dikirim",
        basis=LEGAL_DUTY,
        retention=IN_SERVICE,
        recipients="Operator satker, administrator organisasi, atasan Anda, "
        "Inspektorat",
        entries=tuple(
            Entry(capacity(row), (row.position.unit.name, days_of(row.period)))
            for row in tenures
        ),
        cut=cut,
    )


def roles(user: User, most: int | None) -> Group:
    grants, cut = first_of(all_grants_of(user), most)
    return Group(
        code="kewenangan",
        title="Kewenangan",
        purpose="Membatasi siapa yang dapat melihat dan mengerjakan apa",
        basis=LEGAL_DUTY,
        retention=IN_SERVICE,
        recipients="Administrator organisasi dan administrator sistem",
        entries=tuple(
            Entry(row.get_role_display(), (scope_words(row), days_of(row.period)))
            for row in grants
        ),
        cut=cut,
    )


def scope_words(grant: Grant) -> str:
    return str(grant.unit or grant.region or "Seluruh KPU")
