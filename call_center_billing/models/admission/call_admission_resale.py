"""A call of a reseller's customer needs the reseller's money, too, and that of whoever sold the reseller."""

from odoo import api, models

from ...admission import Facts, decide
from .terms_cache import shape_of

#: what a refusal for a reseller's sake is told as; the caller hears that the call is not possible
PROMPT = "not_allowed"


class CallAdmission(models.AbstractModel):
    """The strictest of all balances decides, and each is held back from by its own prices."""

    _inherit = "call.admission"

    @api.model
    def _decide(self, source, question, facts, moment, outcome="ok"):
        """Override: of a customer that a reseller sold, for no longer than the resellers can pay.

        What each reseller pays is left in `facts["shares"]`: {account: micro-units, tax included}.
        """
        decision, balance = super()._decide(source, question, facts, moment, outcome)
        if decision.decision != "allow" or not facts.get("resellers"):
            return decision, balance
        refused, seconds = self._resellers_allow(source, question, facts, moment, moment, decision.max_seconds, {})
        if refused:
            return refused, balance
        if seconds < decision.max_seconds:
            shorter = question._replace(seconds=seconds)
            decision, balance = super()._decide(source, shorter, facts, moment, outcome)
            warned = seconds - source.warning if seconds > source.warning > 0 else 0
            decision = decision._replace(warn_at=decision.warn_at or warned)
        return decision, balance

    def _decide_longer(self, source, question, facts, hold, wanted, moment):
        """Override: a call that goes on, too."""
        decision, balance, slot = super()._decide_longer(source, question, facts, hold, wanted, moment)
        if decision.decision != "allow" or not facts.get("resellers"):
            return decision, balance, slot
        own = self._shares_of(hold) if self._is_live(hold, moment) else {}
        longest = decision.max_seconds
        refused, seconds = self._resellers_allow(source, question, facts, moment, hold.begun_at, longest, own)
        if refused:
            return refused, balance, slot
        if seconds < longest:
            decision, balance, slot = super()._decide_longer(source, question, facts, hold, seconds, moment)
        return decision, balance, slot

    def _resellers_allow(self, source, question, facts, moment, begun, seconds, own):
        """For how many of these seconds the resellers can pay.

        :param datetime begun: of the call; :param dict own: what the call holds back of each reseller already
        :return: (a refusal or None, seconds)
        """
        wanted = seconds
        for _round in range(2):  # the second time with the seconds of the poorest, for what each of them pays
            facts["shares"] = {}
            for reseller in facts["resellers"]:
                reseller["holder_pays"] = facts.get("holder_pays")
                decision = self._reseller_allows(source, question, reseller, moment, begun, seconds, own)
                if decision.decision != "allow":
                    return decision._replace(prompt=PROMPT), 0
                seconds = min(seconds, decision.max_seconds)
                facts["shares"][reseller["account"]] = decision.amount
            if seconds == wanted:
                break
            wanted = seconds
        return None, seconds

    def _reseller_allows(self, source, question, facts, moment, begun, seconds, own):
        balance = self._balance(source, facts, moment)
        slot = self._slot(source.company_id, shape_of(facts), facts, begun)
        prices = self._prices(slot, question, facts, begun)
        return decide(
            Facts(
                caller="known",
                block=PROMPT if facts["block"] else None,
                prices=prices,
                budget=self._budget(source, facts, slot, prices, moment) if prices else None,
                balance=balance._replace(reserved=balance.reserved - own.get(facts["account"], 0)),
                minimum=facts["credit"][3],
                scopes=(),
                blocked=frozenset(),
                wanted=seconds,
                warning=0,
            )
        )

    def _keep(self, cr, end, source, question, facts, decision, answer, moment):
        """Override: with what resellers pay, in the same transaction."""
        if decision.decision == "allow" and facts.get("shares"):
            self._write_shares(cr, facts["hold"], facts["shares"])
        return super()._keep(cr, end, source, question, facts, decision, answer, moment)

    def _prolong(self, source, hold, decision, moment, facts):
        """Override: the shares grow with the call."""
        result = super()._prolong(source, hold, decision, moment, facts)
        if facts.get("shares"):
            self._write_shares(self.env.cr, hold.id, facts["shares"])
        return result

    @staticmethod
    def _write_shares(cr, hold_id, shares):
        rows = sorted(shares.items())
        cr.execute(
            """INSERT INTO call_hold_share (hold_id, partner_id, amount)
               SELECT %s, new.partner_id, new.amount FROM unnest(%s::int[], %s::bigint[]) new (partner_id, amount)
                   ON CONFLICT (partner_id, hold_id) DO UPDATE SET amount = EXCLUDED.amount""",
            (hold_id, [row[0] for row in rows], [row[1] for row in rows]),
        )

    def _shares_of(self, hold):
        """What the call holds back of each reseller: {account: micro-units}."""
        shares = self.env["call.hold.share"].sudo().search([("hold_id", "=", hold.id)])
        return {share.partner_id.id: share.amount for share in shares}
