"""What was signed with a wording, and what a document says of itself, stay as they are."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER papertemplate_frozen BEFORE UPDATE OR DELETE
    ON documents_papertemplate FOR EACH ROW EXECUTE FUNCTION documents_refuse();

CREATE TRIGGER document_frozen BEFORE UPDATE ON documents_document FOR EACH ROW
    WHEN (
        (OLD.token, OLD.kind, OLD.number, OLD.unit_code, OLD.confidential,
         OLD.content_hash, OLD.record_hash, OLD.signed_at)
        IS DISTINCT FROM
        (NEW.token, NEW.kind, NEW.number, NEW.unit_code, NEW.confidential,
         NEW.content_hash, NEW.record_hash, NEW.signed_at)
        OR (OLD.pdf_sha256 IS NOT NULL AND OLD.pdf_sha256 IS DISTINCT FROM NEW.pdf_sha256)
    )
    EXECUTE FUNCTION documents_refuse();

ALTER TABLE documents_proofattempt SET UNLOGGED;
"""
THAW = """
ALTER TABLE documents_proofattempt SET LOGGED;
DROP TRIGGER document_frozen ON documents_document;
DROP TRIGGER papertemplate_frozen ON documents_papertemplate;
DROP FUNCTION documents_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_standard_wording")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
