"""The function that reads the facts of a question is told when holders of DIDs pay: the one without it would stay."""


def migrate(cr, version):
    """Drop the former function; the new one is made when the model is set up."""
    cr.execute(
        "DROP FUNCTION IF EXISTS call_admission_facts(integer, integer, varchar, varchar, varchar, integer, varchar,"
        " varchar, timestamp, varchar, boolean, boolean, boolean[], varchar[])"
    )
