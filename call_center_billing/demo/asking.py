"""What the sample switch asks before it connects calls."""

from ..models.admission.question import question_from

#: who calls whom: two are in progress, the others are refused or sent elsewhere
QUESTIONS = (
    ("46812345678", "46701740650"),
    ("46812340005", "4722334455"),
    ("46480600600", "46701740650"),
    ("46136003000", "46701740650"),
    ("46701740612", "46812345678"),
    ("anonymous", "46812345678"),
    ("46701740690", "46812345678"),
)
FIRST = 1795338000


def ask(env):
    """Ask, for which the world must be committed.

    :return: how somebody may ask too
    """
    source = env["call.source"].search([("name", "=", "Asterisk Stockholm")])
    key = source.action_new_push_key()["context"]["default_key"]
    # questions have a connection of their own
    env.cr.commit()  # pylint: disable=invalid-commit
    asking = env["call.source"]._api_source(key)
    for number, (caller, called) in enumerate(QUESTIONS):
        given = {"call_id": f"{FIRST + number}.{number}", "a_number": caller, "b_number": called}
        env["call.admission"]._authorize(asking, question_from(asking, given))
    return (
        f"Ask as the switch: curl -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d "
        '\'{"call_id": "1.1", "a_number": "46812345678", "b_number": "46701740650"}\' URL/call_center/v1/authorize'
    )
