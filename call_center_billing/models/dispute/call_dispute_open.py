"""How a dispute begins."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...money import MICRO
from .call_dispute import OPEN


class CallDispute(models.Model):
    """Opening; for staff, and later for customers in the portal."""

    _inherit = "call.dispute"

    @api.model
    @api.private
    def _open_dispute(self, partner, calls, reason, text, statement_lines=None, move_lines=None):
        """Open a dispute, and tell whoever is responsible.

        :param res.partner partner: who questions it, the account or one of its contacts
        :param call.record calls: of that account; maybe none, if lines are given
        :param str reason: see the field
        :param str text: the customer's words
        :param call.statement.line statement_lines: whole lines of a statement
        :param account.move.line move_lines: lines of invoices
        :raise UserError: not this customer's, or disputed already, or nothing charged
        """
        account = partner.commercial_partner_id
        calls, lines = calls.sudo(), (statement_lines or self.env["call.statement.line"]).sudo()
        items = (move_lines or self.env["account.move.line"]).sudo()
        self._check_charges(account, calls, lines, items)
        company = (calls.company_id | lines.statement_id.company_id | items.company_id).ensure_one()
        currency = (calls.currency_id | lines.currency_id | items.currency_id).ensure_one()
        dispute = self.sudo().create(
            {
                "partner_id": account.id,
                "company_id": company.id,
                "currency_id": currency.id,
                "reason": reason,
                "description": text,
                "user_id": self._responsible(account).id,
                "deadline": fields.Date.today() + timedelta(days=company.call_dispute_days),
                "line_ids": [(0, 0, vals) for vals in self._line_vals(calls, lines, items)],
            }
        )
        dispute.message_subscribe((partner | account).ids)
        dispute.message_post(body=text, author_id=partner.id, message_type="comment", subtype_xmlid="mail.mt_note")
        dispute._plan()
        for move in dispute.move_ids:
            move.message_post(body=self.env._("Disputed: %s", dispute._get_html_link()), subtype_xmlid="mail.mt_note")
        return dispute.with_env(self.env)

    @staticmethod
    def _line_vals(calls, lines, items):
        for call in calls:
            yield {
                "call_id": call.id,
                "started_at": call.started_at,
                "statement_line_id": call.statement_line_id.id,
                "amount": call._net_amount(),
            }
        for line in lines:
            yield {"statement_line_id": line.id, "amount": line._net_amount()}
        for item in items:
            yield {"move_line_id": item.id, "amount": round(item.price_subtotal * MICRO)}

    def _check_charges(self, account, calls, lines, items):
        if not (calls or lines or items):
            raise UserError(self.env._("Choose the calls or lines that are disputed."))
        owners = calls.partner_id | lines.statement_id.partner_id | items.move_id.commercial_partner_id
        if owners != account:
            raise UserError(self.env._("Not all of these are charged to %(customer)s.", customer=account.name))
        if any(not call.statement_line_id or call._net_amount() <= 0 for call in calls):
            raise UserError(self.env._("Nothing is charged for some of these calls: leave them out."))
        if any(item.move_type != "out_invoice" or item.display_type != "product" for item in items):
            raise UserError(self.env._("Only lines of invoices that charge something can be disputed."))
        if len(calls.currency_id | lines.currency_id | items.currency_id) > 1:
            raise UserError(self.env._("These are charged in several currencies: dispute each apart."))
        domain = self._overlap_domain(calls, lines, items)
        if taken := self.env["call.dispute.line"].sudo().search(domain, limit=1):
            raise UserError(
                self.env._(
                    "%(what)s is disputed already: see %(dispute)s.", what=taken.what, dispute=taken.dispute_id.name
                )
            )

    @staticmethod
    def _overlap_domain(calls, lines, items):
        """Lines of open disputes that are about any of these, or about a whole that they are part of."""
        bought = items.sale_line_ids.call_statement_line_id
        whole = calls.statement_line_id | bought
        charged = calls.statement_line_id.env["sale.order.line"].search(
            [("call_statement_line_id", "in", (calls.statement_line_id | lines).ids)]
        )
        return [
            ("dispute_id.state", "in", OPEN),
            *("|", "|", "|"),
            ("call_id", "in", calls.ids),
            *("&", ("call_id", "=", False), ("statement_line_id", "in", (whole | lines).ids)),
            *("&", ("call_id", "!=", False), ("statement_line_id", "in", (lines | bought).ids)),
            ("move_line_id", "in", (items | charged.invoice_lines).ids),
        ]

    def _responsible(self, account):
        """The company's, else the customer's salesperson, else nobody yet."""
        return self.env.company.call_dispute_user_id or account.user_id

    def _plan(self):
        """An activity with the deadline for who is responsible; without one for the manager who watches balances."""
        self.ensure_one()
        user = self.user_id or self.env["call.balance"].sudo()._audit_watcher()
        theirs = self.sudo().with_context(lang=user.lang)
        theirs.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.deadline,
            summary=theirs.env._("Answer the dispute"),
            user_id=user.id,
        )

    def write(self, vals):
        """Whoever is responsible has the activity, and the deadline is its."""
        result = super().write(vals)
        if vals.keys() & {"user_id", "deadline"}:
            for dispute in self.filtered(lambda dispute: dispute.state in OPEN):
                dispute.activity_unlink(["mail.mail_activity_data_todo"])
                dispute._plan()
        return result
