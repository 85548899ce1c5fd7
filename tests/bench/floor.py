"""
The floor: a bare Django, served the same way in the same minutes.

One page of the size of ours, without session or middleware; one POST that stores one
kilobyte. What our pages cost above it is what our program costs.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="id"><head><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><table>{% for row in rows %}<tr><td>{{ row.number }}</td>
<td>{{ row.name }}</td><td>{{ row.unit }}</td></tr>{% endfor %}</table></body></html>"""
ROWS = [
    {"number": f"{number:04}/BBK/33.21/XI/2026", "name": "Contoh", "unit": "33.21"}
    for number in range(100)
]


def page(request):
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"title": "Lantai", "rows": ROWS}, request))


def store(request):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO floor (words) VALUES (%s)", [request.POST["words"]])
    return HttpResponse(status=204)


urlpatterns = [path("", page), path("simpan/", store)]

if not settings.configured:
    from kpu_coi.database import parse

    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.environ.get("SECRET_KEY", "floor"),
        DATABASES={"default": parse(os.environ["DATABASE_URL"])},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        MIDDLEWARE=["django.middleware.gzip.GZipMiddleware"],
    )

application = get_wsgi_application()
