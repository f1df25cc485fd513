"""A browser that leaves a page when the page has come to rest, as people do."""

import time

from odoo.tests.common import ChromeBrowser

# Odoo marks a page of its website when the scripts of that page listen
STARTED = "document.readyState === 'complete' && document.body.getAttribute('is-ready') === 'true'"
IDLE = "new Promise(done => requestIdleCallback(() => done(true)))"


class PatientBrowser(ChromeBrowser):
    """Chromium that knows which requests of its page are on their way.

    A page that is left while it still asks for something fails in its scripts ("Failed to fetch"), and only on a busy
    machine: so `settle` comes before the next address, and before the end.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pending = {}
        self._handlers |= {
            "Network.requestWillBeSent": self._handle_request,
            "Network.loadingFinished": self._handle_end,
            "Network.loadingFailed": self._handle_end,
        }
        self._websocket_request("Network.enable")

    def _handle_request(self, requestId, request, type, **_others):  # pylint: disable=redefined-builtin
        # the end of a request for the site's icon is not told
        if type != "Other":
            self.pending[requestId] = request["url"]

    def _handle_end(self, requestId, **_others):
        self.pending.pop(requestId, None)

    def settle(self, started=STARTED, timeout=60):
        """Wait until the page's scripts listen, nothing is asked any more, and nothing is left to work out.

        :param str started: what holds on the page when its scripts listen
        :param float timeout: seconds
        :raises AssertionError: it does not come to rest, with the requests that are on their way
        """
        end = time.monotonic() + timeout
        self.test_case.assertTrue(self._wait_ready(started, timeout=timeout), f"{started}, at {self._where()}")
        quiet = 0
        while quiet < 3:
            self._wait_ready(IDLE)
            quiet = 0 if self.pending else quiet + 1
            self.test_case.assertLess(time.monotonic(), end, f"on their way: {sorted(self.pending.values())}")
            time.sleep(0.03)

    def _where(self):
        answer = self._websocket_request("Runtime.evaluate", params={"expression": "location.href"})
        return answer["result"].get("value")
