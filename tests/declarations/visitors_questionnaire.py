"""The rows of the questionnaire in the table of visitors."""

from declarations.models import Questionnaire
from tests.rows import only, posting


def draft(world):
    return {"public_id": world.draft.public_id}


def version(world):
    return {"pk": Questionnaire.objects.get(regime="kpu-323-2020", version=1).pk}


def question(world):
    return version(world) | {"code": "hadiah"}


ROUTES = {
    # --- answering: one's own draft, nobody else's --------------------------------
    "declarations:identify": only(draft, declarant=302),
    "declarations:none_apply": posting(only(draft, declarant=302)),
    "declarations:questions": only(draft, declarant=200),
    "declarations:save_questions": posting(only(draft, declarant=200), version=0),
    "declarations:outcome": only(draft, declarant=302),
    "declarations:declare_conflict": posting(only(draft, declarant=302)),
    "declarations:declare_free": posting(only(draft, declarant=403)),
    # --- its versions: a published one is read, and never changed -----------------
    "declarations:questionnaires": only(organisation_admin=200),
    "declarations:questionnaire": only(version, organisation_admin=200),
    "declarations:draft_questionnaire": posting(only(version, organisation_admin=302)),
    "declarations:preview_questionnaire": only(version, organisation_admin=200),
    "declarations:publish_questionnaire": only(version, organisation_admin=200),
    "declarations:confirm_discard_questionnaire": only(version, organisation_admin=200),
    "declarations:discard_questionnaire": posting(
        only(version, organisation_admin=403)
    ),
    "declarations:add_question": only(version),
    "declarations:edit_question": only(question),
    "declarations:raise_question": posting(only(question)),
    "declarations:lower_question": posting(only(question)),
    "declarations:remove_question": posting(only(question)),
}
