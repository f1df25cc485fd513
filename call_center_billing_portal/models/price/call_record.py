"""Why a call costs what it costs, for who pays for it."""

from odoo import models
from odoo.tools import format_date, format_datetime

from odoo.addons.call_center_billing import rating
from odoo.addons.call_center_billing.admission.balance import BILLION
from odoo.addons.call_center_billing.models.tariff.price_text import decimal_point
from odoo.addons.call_center_billing.money import format_micro

from ...period import local_day

#: steps that stand elsewhere on the page; the card's own name is none of the customer's business
ELSEWHERE = ("destination", "card", "amount")


class CallRecord(models.Model):
    """Texts only: neither cost, nor hidden digits, nor names that are ours alone."""

    _inherit = "call.record"

    def _prepare_portal_price(self, timezone):
        """What the page of a call shows.

        :param str timezone: IANA name of the zone to tell times in
        :return: {"call": as a line of the list, "facts": [(label, text)], "steps": [(label, words, sum)], "total":
            sum before tax, "tax": (words, sum, sum with tax) or None, "history": see `_prepare_portal_history`}
        """
        self.ensure_one()
        facts, steps = self._get_portal_call_facts(timezone), []
        if self._is_portal_priced():
            version, rated = self._rate_as_then()
            facts += self._get_portal_tariff_facts(version, rated[0], timezone)
            steps = self._get_portal_steps(version, rated)
        return {
            "call": self._prepare_portal_row(timezone),
            "facts": [(label, text) for label, text in facts if text],
            "steps": steps,
            "total": self._format_price(self.amount, self.currency_id) if self.state == "rated" else "",
            "tax": self._get_portal_tax() if self.state == "rated" else None,
            "history": self._prepare_portal_history(timezone),
        }

    def _is_portal_priced(self):
        """Whether there is a price to explain."""
        return self.state == "rated" and bool(self.rate_id.exists())

    # === FACTS === #

    def _get_portal_call_facts(self, timezone):
        row = self._prepare_portal_row(timezone)
        called = row["b_number"] or (self.env._("Not shown") if self._is_voice() else "")
        return [
            (self.env._("Started"), f"{row['started']} ({timezone})"),
            (self.env._("From"), f"{row['a_number']} {'' if row['inbound'] else row['label']}".strip()),
            (self.env._("To"), f"{called} {row['label'] if row['inbound'] else ''}".strip()),
            (self.env._("Destination"), row["destination"]),
            (self.env._("Campaign"), row["campaign"]),
            (self.env._("Outcome"), row["outcome"]),
            (self.env._("Used"), row["talk_time"]),
        ]

    def _get_portal_tariff_facts(self, version, rated, timezone):
        """What the price is made of."""
        confident = self._called_in_confidence()
        since = version.valid_from and format_date(self.env, local_day(version.valid_from, timezone))
        tariff = self.env._(
            "%(name)s, version %(version)s, in force since %(since)s",
            name=self.pricelist_id.sudo().name or version.card_id.name,
            version=version.sequence,
            since=since or "…",
        )
        bands = list(dict.fromkeys(part.name for part in rated.parts if part.kind == "usage" and part.name))
        return [
            (self.env._("Prefix"), "" if confident or not self._is_voice() else self.rate_id.prefix),
            (self.env._("Tariff"), tariff),
            (self.env._("Price"), self.statement_line_id.exists().band or ""),
            (self.env._("Time band"), ", ".join(bands)),
            (self.env._("Counted"), self._tell_portal_increments(rated)),
            (self.env._("Charged for"), self._tell_portal_seconds(rated)),
            (self.env._("Discount"), self.promise or ""),
            (self.env._("Included units"), self._tell_portal_bundles()),
        ]

    def _tell_portal_increments(self, rated):
        rate = rated.rate
        if not rate or rate.unit != "second":
            return ""
        return self.env._(
            "first %(first)s s, then steps of %(next)s s", first=rate.first_increment, next=rate.next_increment
        )

    def _tell_portal_seconds(self, rated):
        return self.env._("%s s", rated.billed) if rated.rate and rated.rate.unit == "second" else ""

    def _tell_portal_bundles(self):
        return " ".join(self._bundle_text(use) for use in self.sudo().bundle_use_ids.sorted("id"))

    # === STEPS === #

    def _get_portal_steps(self, version, rated):
        """:param tuple rated: see `_rate_as_then`"""
        wording = version._wording()
        labels = self._get_portal_step_labels()
        steps = [line for line in version._steps(*rated) if line.key not in ELSEWHERE]
        return [
            (labels.get(line.key.partition("_")[0], ""), rating.text([line], wording), self._format_portal_step(line))
            for line in steps
        ]

    def _get_portal_step_labels(self):
        """By the first word of the key."""
        return {
            "zero": self.env._("Nothing used"),
            "all": self.env._("All free"),
            "billed": self.env._("Time charged"),
            "free": self.env._("Free"),
            "fee": self.env._("Connection fee"),
            "usage": self.env._("Use"),
            "discount": self.env._("Discount"),
            "surcharge": self.env._("Surcharge"),
            "minimum": self.env._("Least price"),
            "maximum": self.env._("Most"),
            "rounding": self.env._("Rounding"),
        }

    def _format_portal_step(self, line):
        if "amount" not in line.values:
            return ""
        amount = line.values["amount"] - line.values.get("exact", 0)
        return self._format_price(amount, self.currency_id)

    def _get_portal_tax(self):
        """What the bill adds. It rounds sums of calls, so one call's tax is told exactly here."""
        balance = self.env["call.balance"].sudo()
        line = self.statement_line_id.exists()
        if not line:
            return None
        position = balance._position_of(self.company_id, self.partner_id)
        tax = balance._tax(self.company_id.id, position, line.product_id.id)
        net = self._net_amount()
        added = (2 * net * tax.share + BILLION) // (2 * BILLION)
        percent = format_micro(tax.share // 10, decimals=0, separator=decimal_point(self.env))
        words = self.env._("%(percent)s %% tax on the bill", percent=percent)
        return words, self._format_price(added, self.currency_id), self._format_price(net + added, self.currency_id)

    # === WHAT BECAME OF IT === #

    def _prepare_portal_history(self, timezone):
        """Bills with the call, and what was changed since.

        :return: {"bills": [(id, name)], "changes": [{"day", "old", "new", "why", "bill": (id, name) or None}], "net":
            price after changes, empty without any}
        """
        lines = self.sudo().correction_line_ids.filtered(lambda line: line.action != "move").sorted("id")
        moves = self.statement_line_id.exists().order_line_ids.invoice_lines.move_id
        return {
            "bills": self._get_portal_bills(moves),
            "changes": [self._tell_portal_change(line, timezone) for line in lines],
            "net": self._format_price(self._net_amount(), self.currency_id) if lines and self.currency_id else "",
        }

    def _get_portal_bills(self, moves):
        mine = moves.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.commercial_partner_id == self.partner_id.commercial_partner_id
            )
        )
        return [(move.id, move.name) for move in mine]

    def _tell_portal_change(self, line, timezone):
        move = line.move_id
        return {
            "day": format_datetime(self.env, line.applied_at, tz=timezone),
            "old": self._format_price(line.old_amount, self.currency_id),
            "new": self._format_price(line.new_amount, self.currency_id),
            # what documents say is written for customers
            "why": (line.reason or "") if move else "",
            "bill": (move.id, move.name) if move and move.state == "posted" else None,
        }

    # === RATED AGAIN === #

    def _check_portal_price(self):
        """Rate the call again, by what priced it then.

        :return: (same, corrected or differs; the price that comes out, as text)
        """
        self.ensure_one()
        _version, (rated, _call, _tariff) = self._rate_as_then()
        again = self._format_price(rated.amount or 0, self.currency_id)
        if rated.amount == self.amount:
            return "same", again
        changed = self.sudo().correction_line_ids.filtered(lambda line: line.action in ("amount", "drop"))
        return ("corrected" if changed else "differs"), again
