"""Where files go: a folder, or a store that speaks the S3 protocol."""

from pathlib import Path

from kpu_coi.environment import env


def file_store(var_dir: Path) -> dict:
    """The Django storage for S3_BUCKET, or for VAR_DIR/berkas without it."""
    bucket = env("S3_BUCKET", "")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": var_dir / "berkas",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env("S3_ENDPOINT", "") or None,
            "region_name": env("S3_REGION", "") or None,
            "access_key": env("S3_ACCESS_KEY"),
            "secret_key": env("S3_SECRET_KEY"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
