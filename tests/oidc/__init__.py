"""
A real OpenID Connect provider for the tests: a Django project of its own.

`python -m tests.oidc FOLDER PORT` serves it from FOLDER, as clients.json there says.
"""
