"""Who meets what at the pages of posts; by hand from who may see and do what."""

from tests.rows import only, posting, staff

OF_THE_UNIT = ("declarant", "superior", "above", "stranger", "operator")
OVERSEERS = ("auditor", "chief_inspector", "system_admin")
SEEING = (*OF_THE_UNIT, *OVERSEERS, "organisation_admin")


def unit(world):
    return {"code": world.office.unit.code}


def post(world):
    return {"pk": world.office.head_post.pk}


def seen(about):
    return only(about, **dict.fromkeys(SEEING, 200))


def changed(about, administrator=200):
    seeing = dict.fromkeys(SEEING, 403) | {"organisation_admin": administrator}
    return only(about, **seeing)


# Who reaches one unit alone is led to it. The other auditor oversees another province.
ROUTES = {
    "personnel:index": staff(
        302, auditor=200, chief_inspector=200, organisation_admin=200, system_admin=200
    ),
    "personnel:unit": seen(unit),
    "personnel:post": seen(post),
    "personnel:new_post": changed(unit),
    "personnel:edit_post": changed(post),
    "personnel:change_lines": changed(post),
    "personnel:abolish_post": changed(post),
    "personnel:restore_post": posting(changed(post, administrator=403)),
    "personnel:standard_tree": changed(unit),
    "personnel:apply_tree": posting(
        changed(unit, administrator=302), secretariat_type="B"
    ),
    "personnel:without_superior": staff(),
    "personnel:without_superior_csv": staff(),
    "personnel:regions": staff(403, organisation_admin=200),
    "personnel:secretary_line": staff(),
}
