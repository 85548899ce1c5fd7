import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpu_coi.settings")

application = get_wsgi_application()
# Asked before the fork, so that all processes share the routes and what they load.
resolve("/")
