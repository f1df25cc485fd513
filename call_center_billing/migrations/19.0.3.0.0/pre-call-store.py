"""Calls move from one table to one table a month."""


def migrate(cr, version):
    """Make way for the view; `post-call-store` brings the calls over."""
    # of wizards that calls were chosen for: nothing can point to a view
    cr.execute(
        """SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
             FROM pg_constraint WHERE contype = 'f' AND confrelid = 'call_record'::regclass"""
    )
    for (command,) in cr.fetchall():
        cr.execute(command)
    cr.execute("ALTER SEQUENCE call_record_id_seq OWNED BY NONE")
    cr.execute("ALTER TABLE call_record RENAME TO call_record_former")
    cr.execute("ALTER TABLE call_import ALTER COLUMN talk_seconds TYPE bigint")
    cr.execute("DROP INDEX IF EXISTS call_statement_line__statement_id_index")
