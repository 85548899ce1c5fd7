"""The paths of interest lists, pacts, newer versions, cooling-off and regimes."""

from django.urls import path

from declarations.urls.cases import CASE
from declarations.views import cooling, lists, regimes

STATEMENT = "deklarasi/<uuid:public_id>/"

list_urls = [
    path("deklarasi/daftar-kepentingan/", lists.interest_list, name="list"),
    path("deklarasi/pakta-integritas/", lists.integrity_pact, name="pact"),
    path(STATEMENT + "perbarui/", lists.amend, name="amend"),
    path(STATEMENT + "riwayat/", lists.history, name="history"),
    path(CASE + "riwayat-pernyataan/", lists.case_versions, name="case_versions"),
    path("masa-tunggu/", cooling.cooling_offs, name="cooling_offs"),
    path(
        "masa-tunggu/<uuid:public_id>.pdf",
        cooling.cooling_off_pdf,
        name="cooling_off_pdf",
    ),
    path("rezim/", regimes.regimes, name="regimes"),
    path("rezim/berlakukan/", regimes.adopt, name="adopt_regime"),
    path("rezim/<int:pk>/batalkan/", regimes.cancel, name="cancel_regime"),
]
