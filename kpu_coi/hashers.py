from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: about 43 ms on an office server."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
