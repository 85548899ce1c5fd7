"""What every page's head and foot need, and how forms are drawn outside crispy."""

from dataclasses import dataclass

from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject


@dataclass(frozen=True)
class Link:
    """A page in the account menu or the foot, drawn with an icon where it has one."""

    label: str
    url: str
    icon: str = ""


PUBLIC_PAGES = (
    ("Pengaduan (MATUR)", "complaints:report"),
    ("Lacak pengaduan", "complaints:track"),
    ("Verifikasi dokumen", "documents:verify"),
    ("Transparansi", "inspectorate:transparency"),
    ("Masuk", "account_login"),
)
ACCOUNT_PAGES = (
    ("Kabar", "notifications:inbox", "bell"),
    ("Akun dan keamanan", "mfa_index", "lock"),
    ("Kewenangan saya", "personnel:grants", "shield"),
    ("Data saya", "privacy:my_data", "person"),
    ("Ganti kata sandi", "account_change_password", "key"),
)
FOOTER_PAGES = (
    ("Memahami benturan kepentingan", "understand"),
    ("Transparansi", "inspectorate:transparency"),
    ("Verifikasi dokumen", "documents:verify"),
    ("Privasi", "privacy:notice"),
    ("Aksesibilitas", "accessibility"),
    ("Dasar hukum", "legal_basis"),
    ("Bantuan", "help"),
)


def page_url(name: str) -> str:
    """Where the page is, or nothing while it has not been built: no dead links."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(pages) -> list[Link]:
    return [
        Link(label, url, *rest)
        for label, name, *rest in pages
        if (url := page_url(name))
    ]


def footer_links() -> list[Link]:
    """The pages in the foot, and the source code that the licence promises to users."""
    source = settings.SOURCE_URL
    return links(FOOTER_PAGES) + ([Link("Kode sumber", source)] if source else [])


def public_places(path: str) -> list[dict]:
    """The public menu in the form of `navigation.menu_of`."""
    return [
        {"place": link, "current": path == link.url, "is_call": link.url == sign_in}
        for sign_in in [page_url("account_login")]
        for link in links(PUBLIC_PAGES)
    ]


def look(request) -> dict:
    """Context processor: what the head and foot of every page say."""
    return {
        "site_name": settings.SITE_NAME,
        "leave_url": settings.LEAVE_URL,
        "account_links": SimpleLazyObject(lambda: links(ACCOUNT_PAGES)),
        "public_home": SimpleLazyObject(lambda: page_url("start") or "/"),
        "public_places": SimpleLazyObject(lambda: public_places(request.path)),
        "footer_links": SimpleLazyObject(footer_links),
    }


class OfficeRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` look as crispy draws them."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
