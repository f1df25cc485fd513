"""One directory is asked about one number."""

import json
import logging
import secrets
import time
from datetime import timedelta

from odoo import fields, models

from ...directory import (
    ADAPTERS,
    Answer,
    Listing,
    PathFault,
    TemplateFault,
    Understood,
    Unreadable,
    masked,
    missing,
    shown,
    storable,
    text_of,
    understand,
)
from . import transport
from .call_directory_lookup import KEPT

_logger = logging.getLogger(__name__)
#: outcomes that are believed for a while
ANSWERS = ("found", "incomplete", "none", "secret")


class CallDirectory(models.Model):
    """Every question leaves a `call.directory.lookup`."""

    _inherit = "call.directory"

    def _cached(self, number):
        """The look-up whose answer still holds; maybe none."""
        self.ensure_one()
        now = fields.Datetime.now()
        domain = [("directory_id", "=", self.id), ("number", "=", number), ("valid_until", ">", now)]
        return self.env["call.directory.lookup"].search(domain, order="id desc", limit=1)

    def _ask(self, number, seconds, **vals):
        """Ask about a number. Nothing that the directory does raises an error.

        :param str number: E.164; :param float seconds: time for it
        :param vals: of the look-up, such as `source_id`
        :rtype: call.directory.lookup
        """
        self.ensure_one()
        begun = time.monotonic()
        if self.kind == "register":
            found = self._ask_register(number)
            if known := self._said_before(number, found):
                return known
        else:
            found = self._ask_by_http(number, min(seconds, self.timeout))
        duration = int((time.monotonic() - begun) * 1000)
        now = fields.Datetime.now()
        vals |= {
            "directory_id": self.id,
            "company_id": self.company_id.id,
            "number": number,
            "asked_at": now,
            "duration_ms": duration,
            "currency_id": self.currency_id.id,
        }
        return self.env["call.directory.lookup"].create(vals | found | self._validity(found["outcome"], now))

    def _validity(self, outcome, now):
        """Until when an answer holds. Our own register costs nothing and is asked anew."""
        if self.kind == "register" or outcome not in ANSWERS:
            return {"valid_until": False}
        days = {"days": self.keep_days} if outcome == "found" else {"hours": self.negative_hours}
        return {"valid_until": now + timedelta(**days)}

    def _ask_register(self, number):
        entry = self.env["call.directory.entry"].search(
            [("directory_id", "=", self.id), ("number", "=", number)], limit=1
        )
        if not entry:
            return {"outcome": "none"}
        understood = Understood("secret" if entry.secret else "found", entry._listing())
        return self._meaning(understood) | {"answer": json.dumps(entry._listing()._asdict(), ensure_ascii=False)}

    def _said_before(self, number, found):
        """The look-up in which our own register said the same the last time: once is enough as evidence."""
        domain = [("directory_id", "=", self.id), ("number", "=", number)]
        last = self.env["call.directory.lookup"].search(domain, order="id desc", limit=1)
        same = (last.outcome, last.answer) == (found["outcome"], found.get("answer", False))
        return last if same else last.browse()

    def _ask_by_http(self, number, seconds):
        """What became of it, as values of a look-up."""
        question = self._question(number, int(time.time()), secrets.token_hex(8))
        try:
            request = ADAPTERS[self.kind].request(question)
            asked = {"request": shown(self.kind, question)[:1000]}
            answer = transport.send(request, seconds)
            understood = understand(self.kind, question, answer)
        except (TemplateFault, PathFault):
            return {"outcome": "error", "reason": "settings"}
        except transport.Unanswered as fault:
            if fault.reason == "timeout":
                return asked | {"outcome": "timeout"}
            return asked | {"outcome": "error", "reason": fault.reason}
        _logger.debug("directory %s: status %s, %s", self.id, answer.status, understood.outcome)
        kept = {"status": answer.status, "answer": self._kept(answer, request, question)}
        return asked | kept | self._meaning(understood) | self._cost(answer, understood)

    def _kept(self, answer, request, question):
        """An answer's text as evidence, without what is ours in it."""
        try:
            text = text_of(answer)
        except Unreadable:
            text = answer.body.decode("latin-1")
        # a short account is more likely a word of the answer
        login = [question.login] if len(question.login) > 5 else []
        return masked(storable(text[:KEPT]), [*request.secrets, *login])

    def _meaning(self, understood):
        """What was understood, as values of a look-up."""
        outcome, listing = understood.outcome, understood.listing
        if outcome == "secret":
            listing = Listing(secret=True)  # whatever the directory says of it to us
        elif outcome == "found" and (understood.reason or missing(listing)):
            outcome = "incomplete"
        vals = {}
        if outcome in ("found", "incomplete", "secret"):
            vals = self.env["call.directory.lookup"]._subscriber_vals(listing, self.country_id)
        return vals | {
            "outcome": outcome,
            "reason": understood.reason or False,
            "retry_after": understood.retry_after,
        }

    def _cost(self, answer: Answer, understood: Understood):
        """What the look-up cost: what the directory says, else its price if it charges for such an answer."""
        if understood.price is not None:
            return {"cost": understood.price}
        hit = understood.outcome in ("found", "secret")
        answered = answer.status in (200, 204, 404, 410)
        return {"cost": self.price if hit or (answered and self.charged == "answer") else 0}
