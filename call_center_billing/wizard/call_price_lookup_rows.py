"""The tables of the price look-up: who decides, and what is promised."""

from odoo import models

from ..models.account.price_rule import RULES
from ..models.tariff.call_promise import destination_keys
from ..models.tariff.price_text import decimal_point
from ..models.tariff.tariff_book import DISCOUNTED, TariffBook


class CallPriceLookup(models.TransientModel):
    """Rows for people: every level and every promise, with what became of it."""

    _inherit = "call.price.lookup"

    def _rule_rows(self, terms):
        """The levels, the most particular first: dicts with level, name, pricelist, card, outcome and wins."""
        company = self.env.company
        chain = (
            self._account()
            .sudo()
            ._call_pricelist_rules(company, self.number_id._origin.sudo(), self.campaign_id._origin.sudo())
        )
        levels = dict(self.env["call.record"]._fields["rule"]._description_selection(self.env))
        winner = next((rule for rule in chain if rule.outcome == "wins"), None)
        outcomes = {
            "wins": self.env._("wins"),
            "nothing": self.env._("nothing set"),
            "archived": self.env._("archived, so passed over"),
            "elsewhere": self.env._("another company's, so passed over"),
        }
        if winner:
            outcomes["overruled"] = self.env._("overruled by: %(level)s", level=levels[winner.level])
        rows = [
            {
                "level": levels[rule.level],
                "name": rule.record.display_name if rule.record else "",
                "pricelist": rule.pricelist.name or "",
                "card": rule.pricelist._call_card(company).name or "" if rule.pricelist else "",
                "outcome": outcomes[rule.outcome],
                "wins": rule.outcome == "wins",
            }
            for rule in chain
        ]
        return rows if winner else [*rows, self._default_row(terms)]

    def _default_row(self, terms):
        """No price list at all."""
        return {
            "level": self.env._("Default rate card"),
            "name": self.env.company.name,
            "pricelist": "",
            "card": terms.card.name or "",
            "outcome": self.env._("wins") if terms.card else self.env._("nothing set"),
            "wins": bool(terms.card),
        }

    def _promise_rows(self, terms):
        """Discounts and rules that could cover the call: dicts with kind, what, value, period, outcome and wins.

        Without a called number those for all destinations, none of which has won yet.
        """
        book = TariffBook(self.env, self.env.company)
        promises = book.list_promises(terms.pricelist) + book.customer_promises(self._account())
        keys = destination_keys(self.destination_id.sudo()) if self.destination_id else None
        won = terms.promise(self.destination_id.id)
        rows = [
            self._promise_row(promise, terms, won)
            for promise in sorted(promises, key=lambda promise: promise.rank, reverse=True)
            if keys is None or promise.key in keys
        ]
        return rows + self._unfit_rows(terms.pricelist)

    def _promise_row(self, promise, terms, won):
        calls = self.env["call.record"]
        own = promise.source._name == "call.discount"
        target = promise.source._target_name() if own else promise.source.name
        point = decimal_point(self.env)
        return {
            "kind": self.env._("Customer's discount") if own else self.env._("Rule of the price list"),
            "what": target,
            "value": calls._promise_text(promise, point) or self.env._("no discount"),
            "period": self._period_text(promise),
            "outcome": self._promise_outcome(promise, terms, won, own),
            "wins": bool(won) and promise.source == won.source,
        }

    def _promise_outcome(self, promise, terms, won, own):
        """What became of a promise, in a few words."""
        if not promise.runs_at(self.started_at):
            return self.env._("not valid then")
        if own and terms.rule not in DISCOUNTED:
            level = dict(RULES)[terms.rule].lower()
            return self.env._("not on the price list of the %(level)s", level=level)
        if promise.fixed is not None and terms.card.currency_id != terms.pricelist.currency_id:
            return self.env._("not in the rate card's currency")
        if not self.destination_id:
            return self.env._("valid")
        if won and promise.source == won.source:
            return self.env._("wins")
        return self.env._("overruled by a more particular one")

    def _unfit_rows(self, pricelist):
        """Rules of the list that cannot price calls, with the reason."""
        return [
            {
                "kind": self.env._("Rule of the price list"),
                "what": item.name,
                "value": item.price,
                "period": "",
                "outcome": self.env._("not for calls: it %(reason)s", reason=reason),
                "wins": False,
            }
            for item in pricelist.item_ids
            if (reason := item._call_why_not())
        ]

    def _period_text(self, promise):
        """From when to when, on the reader's clock."""
        source = promise.source
        if source._name == "call.discount":
            begin, end = source.date_from, source.date_to
        else:
            begin, end = source.date_start, source.date_end
        if begin and end:
            return f"{self._moment_text(begin)} – {self._moment_text(end)}"
        if begin:
            return self.env._("from %(moment)s", moment=self._moment_text(begin))
        return self.env._("until %(moment)s", moment=self._moment_text(end)) if end else self.env._("always")

    def _moment_text(self, moment):
        if hasattr(moment, "hour"):
            return self.env["ir.qweb.field.datetime"].value_to_html(moment, {})
        return self.env["ir.qweb.field.date"].value_to_html(moment, {})
