from django.urls import path

from personnel.views import people, rolls, tenures

ROLL = "personalia/satker/<str:code>/pegawai/"
PERSON = "personalia/pegawai/<int:pk>/"
TENURE = "personalia/masa-jabatan/<int:pk>/"

people_urls = [
    path(ROLL, rolls.roll, name="roll"),
    path(f"{ROLL}unduh/", rolls.roll_csv, name="roll_csv"),
    path(f"{ROLL}tambah/", people.join, name="join"),
    path(f"{ROLL}terima/", people.receive, name="receive"),
    path("personalia/satker/<str:code>/plt-plh/", tenures.appoint, name="appoint"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}penerima/", people.recipients, name="recipients"),
    path(f"{PERSON}pindah/", people.move, name="move"),
    path(f"{PERSON}berhenti/", people.leave, name="leave"),
    path(f"{PERSON}perbaiki/", people.correct, name="correct"),
    path(f"{TENURE}akhiri/", tenures.end_tenure, name="end_tenure"),
    path(f"{TENURE}batalkan/", tenures.take_back_tenure, name="take_back_tenure"),
    path("personalia/ketidakhadiran/", tenures.absence, name="absence"),
]
