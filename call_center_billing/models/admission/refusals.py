"""Questions that cannot be answered."""


class Refusal(Exception):
    """The question is turned away, and nothing is changed.

    :param int status: of HTTP; :param str code: for programs; :param str message: for people
    """

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def other_question(call_id):
    """The call's id was used for another question."""
    return Refusal(409, "call_id", f"Call {call_id[:40]} was asked for with other numbers.")


def unknown_call(call_id):
    """There is no hold of that call."""
    return Refusal(404, "unknown_call", f"Call {call_id[:40]} was never admitted.")
