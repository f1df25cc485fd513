"""Why does this call cost what it costs?"""

from odoo import fields, models


class CallRecord(models.Model):
    """Rates the call again, by the version that priced it, and tells the steps."""

    _inherit = "call.record"

    explanation = fields.Text(string="Why This Price", compute="_compute_explanation")

    def _compute_explanation(self):
        for call in self:
            call.explanation = call._explain() if call.state == "rated" and call.rate_id else False

    def _explain(self):
        """The steps from the call to its price, one a line; the last says whether rating it now gives the same.

        It must: published prices do not change.
        """
        self.ensure_one()
        version = self.rate_id.sudo().version_id.with_env(self.sudo().env)
        rated, text = version._explain(self.b_number, self.started_at, self.talk_seconds)
        if rated.amount == self.amount:
            return f"{text}\n{self.env._('Rated again just now: the same price.')}"
        return f"{text}\n{self.env._('Rated again just now, the price differs from the one charged.')}"
