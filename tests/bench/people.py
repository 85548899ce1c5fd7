"""Signed-in clients of the demonstration's people."""

import json

from tests.bench.client import Client
from tests.house import House

PASSWORD = "coba-integritas-2026"


def everybody(house: House) -> list[dict]:
    return json.loads(house.manage("demo", "--scale", "office", "--json"))


def signed_in(house: House, number: str) -> Client:
    """A client with a session; raises where the sign-in is refused."""
    client = Client(house.url)
    fields = client.get("/akun/masuk/").hidden_fields()
    answer = client.post(
        "/akun/masuk/", fields | {"login": number, "password": PASSWORD}
    )
    if answer.status != 302:
        told = house.log("web")[-3000:]
        raise RuntimeError(f"Sign-in of {number}: {answer.status}\n{told}")
    return client
