"""Numbers that nobody has called from with a code yet."""

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A task of the home page."""

    _inherit = "res.partner"

    def _prepare_portal_tasks(self):
        """Override of this add-on's home: where numbers can be verified, one that is not."""
        tasks = super()._prepare_portal_tasks()
        account, company = self.sudo().commercial_partner_id, self.env.company.sudo()
        if not company.call_verify_number:
            return tasks
        numbers = self.env["call.number"].sudo()
        unproven = Domain([("kind", "=", "phone"), ("verified_at", "=", False)])
        number = numbers.search(unproven & numbers._portal_domain(account, company), limit=1)
        if not number:
            return tasks
        text = self.env._("%(number)s is not verified.", number=number.number)
        task = self._portal_task("verify", text, f"/my/numbers/{number.id}", self.env._("Verify"), 30)
        return [*tasks, {**task, "role": "order"}]
