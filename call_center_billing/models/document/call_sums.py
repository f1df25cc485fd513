"""What calls come to while they are read one after the other."""

from ...rating import MEBIBYTE, MEGABYTE


class Sums:
    """Count, price and use of the calls seen."""

    def __init__(self):
        self.calls = self.late = self.amount = 0
        self.per = MEGABYTE
        self._services, self._used = set(), {}

    def add(self, call):
        """
        :param BilledCall call:
        """
        self.calls += 1
        self.late += call.late
        self.amount += call.amount
        self._services.add(call.service)
        service = "voice" if call.service == "agent" else call.service
        self._used[service] = self._used.get(service, 0) + call.quantity
        if call.per == MEBIBYTE:
            self.per = MEBIBYTE

    def used_text(self, env):
        """How much was used, service by service, in the reader's language."""
        return env["call.record"]._used_sums_text(self._used, self.per)

    @property
    def only_calls(self):
        """Whether there was nothing but telephone calls, so that time is talk time."""
        return self._services <= {"voice"}
