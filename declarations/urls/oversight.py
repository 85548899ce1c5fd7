"""The paths of oversight and of P3K2's advice, joined by declarations/urls."""

from django.urls import path

from declarations.urls.cases import CASE
from declarations.views import advice, oversight

HERE = CASE + "pengawasan/"
ADVICE = CASE + "rekomendasi/"

oversight_urls = [
    path(HERE, oversight.oversight, name="oversight"),
    path(HERE + "catatan/", oversight.comment, name="oversight_comment"),
    path(HERE + "penjelasan/", oversight.inquire, name="oversight_inquire"),
    path(
        HERE + "penjelasan/<uuid:note_id>/jawab/",
        oversight.respond,
        name="oversight_respond",
    ),
    path(HERE + "ingatkan/", oversight.remind, name="oversight_remind"),
    path(HERE + "ulang/", oversight.reconsider, name="oversight_reconsider"),
    path(HERE + "pertahankan/", oversight.uphold, name="oversight_uphold"),
    path(HERE + "naikkan/", oversight.escalate, name="oversight_escalate"),
    path(HERE + "pantau/", oversight.monitor, name="oversight_monitor"),
    path(HERE + "tutup/", oversight.end, name="oversight_end"),
    path(ADVICE, advice.advice, name="advice"),
    path(ADVICE + "minta/", advice.ask, name="advice_ask"),
    path(ADVICE + "beri/", advice.give, name="advice_give"),
]
