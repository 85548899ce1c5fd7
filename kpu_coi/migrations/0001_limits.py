from django.db import migrations


class Migration(migrations.Migration):
    """The table of rate limits: unlogged, since nothing is lost when it is empty."""

    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE kpu_coi_limits (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX kpu_coi_limits_expires ON kpu_coi_limits (expires);
            """,
            "DROP TABLE kpu_coi_limits;",
        ),
    ]
