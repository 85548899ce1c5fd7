"""Prepare the provider's database and serve it, until it is stopped."""

import json
import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        """Says nothing: what is asked carries codes."""


def prepare(folder: Path):
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    told = json.loads((folder / "clients.json").read_text())
    for person in told["people"]:
        user = User(username=person["name"], first_name=person["number"])
        user.set_password(told["password"])
        user.save()
    client = Client(
        id=told["client_id"],
        name="Integritas",
        scopes="openid\nprofile",
        redirect_uris="\n".join(told["redirect_uris"]),
        skip_consent=True,
    )
    client.set_secret(told["client_secret"])
    client.save()


def main():
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    os.environ["PROVIDER_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.oidc.settings"
    django.setup()
    prepare(folder)
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    with make_server("127.0.0.1", port, application, Server, Quiet) as server:
        server.serve_forever()


main()
