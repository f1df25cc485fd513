"""A prefix may now have several rates in a version: for other callers, services and times."""


def migrate(cr, version):
    """Drop the key that allowed one only; the model makes the new one."""
    cr.execute("ALTER TABLE call_rate DROP CONSTRAINT IF EXISTS call_rate_prefix_unique")
