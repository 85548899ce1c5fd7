"""Complaints for tests: offices with desks, what somebody typed, and the real moves."""

import time
from itertools import count

from complaints import receipts
from complaints.models import Complaint, File
from complaints.workflow import public
from documents.uploads.cleaning import Cleaned
from documents.uploads.kinds import FileKind
from documents.uploads.stored import put_away
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

ADDRESSES = count(1)
TYPED = {
    "identity": "CONFIDENTIAL",
    "name": "Wulan Kencana",
    "contact": "0812-5550-1234",
    "address": "",
    "category": "SERVICE",
    "unit": "33.21",
    "accused_class": "STAFF",
    "accused_post": "STAFF",
    "accused_name": "",
    "what": "Saya diminta membayar untuk salinan yang menurut pengumuman gratis.",
    "where": "Loket layanan di kantor kabupaten",
    "when": "Selasa, 17 November 2026, sekitar pukul 10",
    "who": "Petugas loket dan seorang pengunjung lain",
    "how": "Diminta uang tunai tanpa kuitansi",
    "wish": "Uang saya dikembalikan",
}


class Desks(SmallOffice):
    """
    The small office with complaint officers at all three levels and the Inspektorat.

    `officer`, `province_officer`, `national_officer`, `chief_inspector` are users;
    the first sits below the Sekretaris of the regency, outside the line of the staff.
    """

    def __init__(self):
        super().__init__()
        self.secgen_post = make_position(
            "Sekretaris Jenderal",
            unit=self.nation,
            kind="SECGEN",
            superior=self.national_chair_post,
        )
        self.chief_inspector_post = make_position(
            "Inspektur Utama",
            unit=self.nation,
            kind="CHIEF_INSPECTOR",
            section="Inspektorat Utama",
            superior=self.secgen_post,
        )
        self.other_head_post = make_position(
            "Kepala Subbagian Keuangan",
            unit=self.unit,
            kind="SUBDIV_HEAD",
            superior=self.secretary_post,
        )
        self.officer_post = make_position(
            "Petugas pengaduan", unit=self.unit, superior=self.other_head_post
        )
        self.province_officer_post = make_position(
            "Petugas pengaduan",
            unit=self.province,
            superior=self.province_secretary_post,
        )
        self.national_officer_post = make_position(
            "Petugas pengaduan", unit=self.nation, superior=self.secgen_post
        )
        self.region = make_region("II", self.province)
        for name in ("secgen", "chief_inspector", "officer", "other_head"):
            self.seat(name)
        for name in ("province_officer", "national_officer"):
            self.seat(name)
        give(self.officer, "COMPLAINT_OFFICER", unit=self.unit)
        give(self.province_officer, "COMPLAINT_OFFICER", unit=self.province)
        give(self.national_officer, "COMPLAINT_OFFICER", unit=self.nation)
        give(self.chief_inspector, "CHIEF_INSPECTOR")

    def seat(self, name):
        post = getattr(self, f"{name}_post")
        user = make_user(f"Orang {name.replace('_', ' ').title()}")
        setattr(self, f"{name}_tenure", make_tenure(user, post))
        setattr(self, name, user)


def token(age=60):
    """A one-time token made so many seconds ago."""
    return receipts.new_token(time.time() - age)


def typed(**fields):
    """What somebody typed, in the shape of a POST."""
    return {"token": token(), **TYPED, **fields}


def told(**fields):
    """The same after the form has looked at it."""
    fields = TYPED | fields
    return fields | {"unit": make_unit(fields["unit"])}


def make_complaint(*, files=(), text=None, **fields) -> Complaint:
    """A complaint that was sent; the units of its desk must be there."""
    sent = receipts.read_token(text or token())
    made = public.receive(told(**fields), token=sent, files=put_away(File, files))
    made.code = sent.code
    return made


def a_file(name="kuitansi.png", data=b"isi", kind=FileKind.PNG):
    return Cleaned(name, kind, data)
