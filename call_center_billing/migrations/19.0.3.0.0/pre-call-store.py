"""Calls move from one table to one table a month."""


def migrate(cr, version):
    """Make way for the view; `post-call-store` brings the calls over."""
    cr.execute("ALTER SEQUENCE call_record_id_seq OWNED BY NONE")
    cr.execute("ALTER TABLE call_record RENAME TO call_record_former")
    cr.execute("ALTER TABLE call_import ALTER COLUMN talk_seconds TYPE bigint")
