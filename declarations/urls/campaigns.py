"""The paths of campaigns, joined by declarations/urls."""

from django.urls import path

from declarations.views import campaign_people, campaigns

CAMPAIGN = "kampanye/<uuid:public_id>/"
UNIT = CAMPAIGN + "satker/<str:code>/"
LETTER = "kampanye/surat/<uuid:public_id>/"

campaign_urls = [
    path("kampanye/", campaigns.index, name="campaigns"),
    path("kampanye/baru/", campaigns.new_campaign, name="new_campaign"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(CAMPAIGN + "ubah/", campaigns.change, name="change_campaign"),
    path(CAMPAIGN + "akhiri/", campaigns.end, name="end_campaign"),
    path(CAMPAIGN + "bawahan/", campaign_people.reported, name="reported_people"),
    path(
        CAMPAIGN + "ingatkan/<int:pk>/", campaign_people.remind_one, name="remind_one"
    ),
    path(UNIT, campaign_people.unit, name="campaign_unit"),
    path(UNIT + "ingatkan/", campaign_people.remind_unit, name="remind_unit"),
    path(UNIT + "peringatan/", campaign_people.warn, name="warn_unit"),
    path(LETTER, campaign_people.letter, name="warning_letter"),
    path(LETTER + "pdf/", campaign_people.letter_pdf, name="warning_letter_pdf"),
]
