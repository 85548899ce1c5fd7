"""What kind of device a browser says it runs on, in a few words."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("UCBrowser/", "UC Browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """As "Chrome di Android": nothing of the user agent that would tell two apart."""
    browser = first(BROWSERS, user_agent) or "Peramban"
    system = first(SYSTEMS, user_agent)
    return f"{browser} di {system}" if system else f"{browser}, perangkat lain"


def first(marks, text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
