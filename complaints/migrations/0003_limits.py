from django.db import migrations


class Migration(migrations.Migration):
    """
    How often an address has sent something this hour, and the salt that hides it.

    Unlogged: nothing is lost when they are empty, and nothing of them comes into a
    backup. When the salt of an hour is gone, its rows lead to nobody.
    """

    dependencies = [("complaints", "0002_deadlines")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE complaints_limit (
                mark bytea NOT NULL PRIMARY KEY,
                hour timestamp with time zone NOT NULL,
                hits integer NOT NULL
            );
            CREATE INDEX complaints_limit_hour ON complaints_limit (hour);
            CREATE UNLOGGED TABLE complaints_limit_salt (
                hour timestamp with time zone NOT NULL PRIMARY KEY,
                salt bytea NOT NULL
            );
            """,
            "DROP TABLE complaints_limit; DROP TABLE complaints_limit_salt;",
        ),
    ]
