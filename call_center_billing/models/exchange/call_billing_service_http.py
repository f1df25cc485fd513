"""Services that are told by HTTP: a signed POST for each document."""

import ipaddress
import json
import time
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...directory import Request
from ...exchange import signature
from ..account.credit import MANAGER
from ..directory import transport
from .outcome import Refused, Unreached

#: seconds until an answer has to be here
PATIENCE = 60
#: the service has it: taken now, or before (409)
HAS_IT = {409}
#: try again later, though the number says that it is our fault
LATER = {408, 425, 429}
#: letters of an answer that are shown
SHOWN = 300


class CallBillingService(models.Model):
    """The same document goes with the same Idempotency-Key, however often it is sent."""

    _inherit = "call.billing.service"

    url = fields.Char(string="Address", groups=MANAGER, help="Documents are posted there: https://…")

    @api.constrains("url")
    def _check_url(self):
        for service in self.sudo().filtered("url"):
            if not self._is_sound_url(service.url):
                raise ValidationError(
                    self.env._("The address must begin with https://, without login and password in it.")
                )

    @staticmethod
    def _is_sound_url(url):
        """https, or http within this machine; nothing that is a secret, for addresses are shown."""
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname, parts.port
        except ValueError:
            return False
        if not host or parts.username is not None or parts.fragment or any(sign.isspace() for sign in url):
            return False
        try:
            own = ipaddress.ip_address(host).is_loopback
        except ValueError:
            own = host == "localhost"
        return parts.scheme == "https" or (parts.scheme == "http" and own)

    def _deliver_http(self, key, _files, body):
        self._post_signed(key, body)

    def _try_http(self):
        self._post_signed(f"try-{time.time_ns()}", json.dumps({"type": "try"}).encode())

    def _post_signed(self, key, body):
        """Post it.

        :raise Refused: it is not wanted, or the settings are wrong; :raise Unreached: maybe later
        """
        if not self.url or not self.secret:
            raise Unreached(self.env._("Fill in the address and the secret of %(name)s.", name=self.name))
        headers = (
            ("Content-Type", "application/json"),
            ("Idempotency-Key", key),
            (signature.HEADER, signature.sign(self.secret, int(time.time()), body)),
        )
        request = Request(self.url, headers, method="POST", body=body)
        try:
            answer = transport.send(request, PATIENCE)
        except transport.Unanswered as fault:
            raise Unreached(self._unanswered_texts()[fault.reason]) from None
        self._judge(answer)

    def _judge(self, answer):
        status = answer.status
        if 200 <= status < 300 or status in HAS_IT:
            return
        said = " ".join(answer.body[:SHOWN].decode("utf-8", "replace").replace("\0", "").split())
        text = self.env._("%(name)s answered %(status)s. %(said)s", name=self.name, status=status, said=said).strip()
        if status >= 500 or status in LATER:
            wait = int(answer.retry_after) if answer.retry_after.isascii() and answer.retry_after.isdigit() else 0
            raise Unreached(text, wait=min(wait, 24 * 3600), is_down=status in (429, 502, 503, 504))
        if 300 <= status < 400:
            text = self.env._("%(text)s It sends us elsewhere, which is not followed.", text=text)
        raise Refused(text)

    def _unanswered_texts(self):
        return {
            "timeout": self.env._("%(name)s did not answer within %(seconds)s s.", name=self.name, seconds=PATIENCE),
            "connection": self.env._("%(name)s cannot be reached, or broke off.", name=self.name),
            "settings": self.env._("The address of %(name)s cannot be used.", name=self.name),
        }
