"""The margin guard: publishing compares prices with cost, and says where too little is left."""

from datetime import UTC

from odoo import fields, models
from odoo.exceptions import RedirectWarning

from ...money import format_micro
from .call_margin_alert import BLOCKING
from .exchange import Exchange
from .margin_check import MarginCheck, dearest
from .margin_findings import Finding, write_findings

#: alerts told of in the message that refuses a version
WORST = 5


class CallRateVersion(models.Model):
    """Publishing checks margins."""

    _inherit = "call.rate.version"

    margin_alert_count = fields.Integer(string="Margin Alerts", compute="_compute_margin_alert_count")

    def _compute_margin_alert_count(self):
        domain = [("version_id", "in", self.ids), ("state", "=", "open")]
        counts = dict(self.env["call.margin.alert"]._read_group(domain, ["version_id"], ["__count"]))
        for version in self:
            version.margin_alert_count = counts.get(version._origin, 0)

    def action_publish(self):
        """Check the margins of what is published now, and of all that is sold against a cost published now.

        :raise RedirectWarning: a card that may not be sold so; nothing is published then
        """
        result = super().action_publish()
        self.card_id._check_margins()
        self._refuse_bad_margins()
        return result

    def action_check_margins(self):
        """Compare the version's prices with cost now, published or not, and show what was found."""
        self.check_access("write")
        for version in self:
            version.card_id._check_margins(version)
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_margin_alert_action")
        context = {"search_default_open": 1, "search_default_accepted": 1}
        return action | {"domain": [("version_id", "in", self.ids)], "context": context}

    def _refuse_bad_margins(self):
        """
        :raise RedirectWarning: a version of a card with a strict guard has open alerts
        """
        for version in self.filtered(lambda version: version.card_id.guard_mode == "block"):
            domain = [("version_id", "=", version.id), ("state", "=", "open"), ("kind", "in", BLOCKING)]
            alerts = self.env["call.margin.alert"].search(domain)
            if alerts:
                action = self.env.ref("call_center_billing.call_rate_version_action_check_margins")
                context = {"active_model": self._name, "active_id": version.id, "active_ids": version.ids}
                raise RedirectWarning(
                    version._refusal_of_margins(alerts), action.id, self.env._("Show Margin Alerts"), context
                )

    def _refusal_of_margins(self, alerts):
        lines = [
            f"{alert.display_name} ({format_micro(alert.margin)} {alert.currency_id.name})" for alert in alerts[:WORST]
        ]
        return self.env._(
            "%(version)s is not published: %(count)s of its prices earn too little or are above the card's maximum. "
            "The worst:\n%(worst)s\nMend the prices, or accept the alerts with a note and publish again.",
            version=self.display_name,
            count=len(alerts),
            worst="\n".join(lines),
        )


class CallRateCard(models.Model):
    """Checking a card against the cost cards that its guard names."""

    _inherit = "call.rate.card"

    def action_check_margins(self):
        """Compare prices with cost now, and show what was found."""
        self.check_access("write")
        self._check_margins()
        return self.action_view_margin_alerts()

    def _check_margins(self, draft=None):
        """Check selling cards, and the selling cards that are compared with cost cards; write their alerts.

        :param draft: a version of the only card: check this one, as if it were published, and no other
        """
        guarding = self.sudo().search([("guard_cost_card_ids", "in", self.ids)]) if not draft else self.browse()
        for card in (self | guarding).sudo().filtered(lambda card: card.kind == "selling"):
            fresh = write_findings(card, card._margin_findings(draft), draft)
            if fresh and not draft:
                card._tell_of_margins(fresh)

    def _margin_findings(self, draft=None):
        """What the guard finds fault with, in all versions in force or to come.

        :rtype: dict[call.rate.version, list[Finding]]
        """
        self.ensure_one()
        spans = self._spans_to_come(draft)
        if self.guard_mode == "off":
            return {version: [] for version, _begin, _end in spans}
        return {version: self._version_findings(version, begin, end) for version, begin, end in spans}

    def _spans_to_come(self, draft=None):
        """Versions in force and scheduled: (version, first moment from now on, first moment after it or None), UTC."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        if draft:
            begin = draft.valid_from and draft.valid_from.replace(tzinfo=UTC)
            return [(draft.sudo(), max(begin or now, now), None)]
        begins, ids = self._timeline()
        versions = self.env["call.rate.version"].browse(ids)
        ends = [begin.replace(tzinfo=UTC) for begin in begins[1:]] + [None]
        spans = zip(versions, begins, ends, strict=True)
        return [
            (version, max(begin.replace(tzinfo=UTC), now), end)
            for version, begin, end in spans
            if end is None or end > now
        ]

    def _version_findings(self, version, begin, end):
        """
        :rtype: list[Finding]
        """
        selling = version._compiled() if version.state == "published" else version._compile()
        worst = {}
        for cost_card in self.guard_cost_card_ids:
            for cost_version, since, until in cost_card._spans_to_come():
                if (until is None or begin < until) and (end is None or since < end):
                    span = max(begin, since), min(filter(None, (end, until)), default=None)
                    self._merge(worst, self._compare(selling, cost_version, span), cost_card)
        return [*self._margin_faults(worst), *self._price_faults(selling)]

    def _compare(self, selling, cost_version, span):
        company = self.company_id or cost_version.company_id or self.env.company
        exchange, day = Exchange(self.env, company), span[0].date()
        currencies = cost_version.currency_id.id, self.currency_id.id

        def convert(amount):
            return exchange.convert(amount, *currencies, day)

        return MarginCheck(selling, cost_version._compiled(), span, self.guard_seconds, convert).worst()

    @staticmethod
    def _merge(worst, found, cost_card):
        """Keep the worst of a prefix; a cost that one card does not know is unknown only if none knows it."""
        for prefix, each in found.items():
            known = worst.get(prefix)
            if known is None or (
                each.margin is not None and (known[0].margin is None or each.margin < known[0].margin)
            ):
                worst[prefix] = (each, cost_card)

    def _margin_faults(self, worst):
        least = round(self.minimum_margin * 10_000)  # parts per million
        for prefix, (each, cost_card) in worst.items():
            if each.margin is None:
                kind = "unknown"
            elif each.margin < 0:
                kind = "loss"
            elif each.margin * 1_000_000 < least * each.price:
                kind = "low"
            else:
                continue
            yield Finding.of_margin(kind, prefix, each, cost_card)

    def _price_faults(self, selling):
        if not (self.maximum_price or self.maximum_fee):
            return
        for prefix, (rate, minute, fee) in dearest(selling).items():
            if self.maximum_price and minute > self.maximum_price:
                yield Finding.of_limit("price", prefix, rate, minute, self.maximum_price)
            if self.maximum_fee and fee > self.maximum_fee:
                yield Finding.of_limit("fee", prefix, rate, fee, self.maximum_fee)

    def _tell_of_margins(self, count):
        """An activity for the responsible, or one line in the chatter if there is none."""
        summary = self.env._("Margin alerts")
        text = self.env._("%(count)s new margin alerts: see the card's button.", count=count)
        if not self.user_id:
            self.message_post(body=text)
            return
        old = self.activity_ids.filtered(
            lambda activity: activity.summary == summary and activity.user_id == self.user_id
        )
        if old:
            old[0].note = text
        else:
            self.activity_schedule("mail.mail_activity_data_todo", summary=summary, note=text, user_id=self.user_id.id)
