from django.urls import path

from personnel.views import rosters

LIST = "personalia/daftar/"
ONE = f"{LIST}<uuid:public_id>/"

roster_urls = [
    path(LIST, rosters.rosters, name="rosters"),
    path(f"{LIST}unggah/", rosters.upload_roster, name="upload_roster"),
    path(f"{LIST}templat.xlsx", rosters.roster_template, name="roster_template"),
    path(ONE, rosters.roster, name="roster"),
    path(f"{ONE}perbaikan.xlsx", rosters.roster_corrected, name="roster_corrected"),
    path(f"{ONE}terapkan/", rosters.apply_roster, name="apply_roster"),
    path(f"{ONE}baca-ulang/", rosters.read_roster_again, name="read_roster_again"),
    path(f"{ONE}buang/", rosters.discard_roster, name="discard_roster"),
]
