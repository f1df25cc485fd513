"""Pages as people see them: in Chromium, on the screens of a computer and of a telephone, judged by axe-core."""

import base64
import json
import logging
import os
from importlib.resources import files
from pathlib import Path

from odoo.addons.call_center_billing.tests.browser import PatientBrowser

from .common import CallPortalCase

_logger = logging.getLogger(__name__)

WIDTHS = (1400, 390)
#: what a person with an aid could not use; axe's other levels are matters of taste
GRAVE = ("serious", "critical")
JUDGE = """
axe.run(document.querySelector('main') || document, {resultTypes: ['violations']}).then(found => JSON.stringify({
    violations: found.violations.filter(each => %s.includes(each.impact)).map(each =>
        each.id + ': ' + each.help + ' ' + each.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
}))
"""


class LookCase(CallPortalCase):
    """Screenshots are kept in the folder that the environment's CCB_SHOTS names, if it does."""

    browser_size = "1400x1000"

    def look(self, *pages, login=None, widths=WIDTHS):
        """Open each page on each screen. Fails unless axe finds nothing grave and nothing is wider than the screen.

        :param str pages: addresses, as "/my/calls?…"
        :param str login: whose; anonymous if None
        """
        script = files("axe_playwright_python").joinpath("axe.min.js").read_text()
        browser = PatientBrowser(self)
        try:
            with self.allow_requests(browser=browser):
                self.authenticate(login, login, browser=browser)
                for page in pages:
                    for width in widths:
                        self._look_at(browser, page, width, script)
                self._wait_remaining_requests()
        finally:
            browser.stop()

    def _look_at(self, browser, page, width, script):
        size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}
        browser._websocket_request("Emulation.setDeviceMetricsOverride", params=size)
        browser.navigate_to(f"{self.base_url()}{page}", wait_stop=True)
        browser.settle()
        found = self._judge(browser, script)
        self._keep(browser, page, width)
        self.assertFalse(found["violations"], f"{page} at {width}: " + "\n".join(found["violations"]))
        self.assertLessEqual(found["wide"], 0, f"{page} at {width} is wider than the screen")

    def _judge(self, browser, script):
        browser._websocket_request("Runtime.evaluate", params={"expression": script}, timeout=20)
        call = {"expression": JUDGE % json.dumps(GRAVE), "awaitPromise": True, "returnByValue": True}
        answer = browser._websocket_request("Runtime.evaluate", params=call, timeout=30)
        self.assertNotIn("exceptionDetails", answer)
        return json.loads(answer["result"]["value"])

    def _keep(self, browser, page, width):
        if not (folder := os.environ.get("CCB_SHOTS")):
            return
        whole = {"captureBeyondViewport": True, "format": "png"}
        shot = browser._websocket_request("Page.captureScreenshot", params=whole, timeout=20)
        name = "".join(letter if letter.isalnum() else "-" for letter in page).strip("-")[:80]
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f"{name}-{width}.png").write_bytes(base64.b64decode(shot["data"]))
        _logger.info("%s at %s pixels kept in %s", page, width, folder)
