from django.urls import path

from personnel.views import access, grant_proposals, grants

HERE = "personalia/kewenangan/"
grant_urls = [
    path(HERE, grants.grant_list, name="grants"),
    path(f"{HERE}ekspor/", grants.export, name="grants_export"),
    path(f"{HERE}usulkan/", grant_proposals.find, name="propose_grant"),
    path(
        f"{HERE}usulkan/<int:user_pk>/",
        grant_proposals.choose_role,
        name="propose_grant_role",
    ),
    path(
        f"{HERE}usulkan/<int:user_pk>/<slug:slug>/",
        grant_proposals.propose,
        name="propose_grant_form",
    ),
    path(f"{HERE}usulan/<int:pk>/", grant_proposals.proposal, name="grant_proposal"),
    path(
        f"{HERE}usulan/<int:pk>/setujui/", grant_proposals.approve, name="approve_grant"
    ),
    path(f"{HERE}usulan/<int:pk>/tolak/", grant_proposals.refuse, name="refuse_grant"),
    path(
        f"{HERE}usulan/<int:pk>/tarik/", grant_proposals.withdraw, name="withdraw_grant"
    ),
    path(f"{HERE}<int:pk>/", grants.grant, name="grant"),
    path(f"{HERE}<int:pk>/akhiri/", grants.end, name="grant_end"),
    path(f"{HERE}<int:pk>/perpanjang/", grants.prolong, name="grant_prolong"),
    path("personalia/satker/<str:code>/akses/", access.access, name="unit_access"),
]
