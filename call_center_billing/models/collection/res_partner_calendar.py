"""What happens next if an account does not pay, on which day, and the sum that prevents it."""

from markupsafe import Markup

from odoo import api, fields, models


class ResPartner(models.Model):
    """The reminders to come, worked out as the nightly run works them out."""

    _inherit = "res.partner"

    call_reminder_calendar = fields.Html(
        string="Reminders to Come",
        compute="_compute_call_reminder_calendar",
        sanitize=False,
        groups="account.group_account_invoice,account.group_account_readonly",
    )

    @api.depends_context("company", "lang")
    def _compute_call_reminder_calendar(self):
        for partner in self:
            account = partner.commercial_partner_id
            steps = account._call_reminder_calendar() if account else []
            partner.call_reminder_calendar = (
                self.env["ir.qweb"]._render("call_center_billing.call_reminder_calendar", {"steps": steps})
                if steps
                else Markup()
            )

    def _call_reminder_calendar(self):
        """The steps ahead of an account in the company at work, soonest first.

        :return: [{"date", "level", "notice", "channel", "fee", "interest", "restricts", "invoices", "amount",
            "currency"}]: amounts in `currency`; what is paid by the day before prevents the step
        """
        self.ensure_one()
        company = self.env.company
        if not (company.call_reminders and company._call_collects()):
            return []
        steps = {}
        account = self.commercial_partner_id.sudo()
        for item in account._call_open_items().filtered(lambda item: item.move_id.move_type == "out_invoice"):
            for day, level in item._call_levels_ahead():
                key = (day, level, item.currency_id)
                steps.setdefault(key, self.env["account.move"])
                steps[key] |= item.move_id.sudo()
        ordered = sorted(steps.items(), key=lambda step: (step[0][0], step[0][1].level))
        return [account._prepare_call_step(*key, moves) for key, moves in ordered]

    def _prepare_call_step(self, day, level, currency, moves):
        business = self.is_company and level.call_compensation
        return {
            "date": day,
            "level": level.name,
            "notice": level.call_notice,
            "channel": dict(level._fields["channel"]._description_selection(self.env))[level.channel],
            "fee": business or level.call_fee,
            "interest": level.call_interest,
            "restricts": level.call_block_reason_id.name or "",
            "invoices": moves,
            "amount": sum(move._call_reminder_amount() for move in moves),
            "currency": currency,
        }


class AccountMoveLine(models.Model):
    """The levels that an open item has before it."""

    _inherit = "account.move.line"

    def _call_levels_ahead(self):
        """[(day, level)] of this open item of an invoice, if nothing is paid; none while it is paused."""
        today = fields.Date.context_today(self)
        policy = self._call_policy()
        if policy.do_nothing or self.account_id not in policy.account_ids or self.move_id._call_pause(today):
            return []
        done = (
            self.env["credit.control.line"]
            .sudo()
            .search(
                [
                    *(("move_line_id", "=", self.id), ("policy_id", "=", policy.id)),
                    *(("state", "not in", ("draft", "ignored")), ("manually_overridden", "=", False)),
                ],
                order="id desc",
                limit=1,
            )
        )
        steps, before = [], done.date if done and not done.policy_level_id.call_notice else None
        # the cron has been there today, if it has: what it left is tomorrow's
        first = fields.Date.add(today, days=1) if self._call_was_run(today) else today
        for level in policy.level_ids.filtered(lambda level: level.level > (done.level or 0)).sorted("level"):
            day = max(level._call_day(self.date_maturity, before), first)
            if level.call_notice:
                if day <= self.date_maturity:
                    steps.append((day, level))
                continue
            steps.append((day, level))
            before = day
        return steps

    def _call_policy(self):
        """The policy that the item is reminded by: the invoice's, the contact's or the company's."""
        own = self.move_id.sudo().credit_policy_id or self.partner_id.sudo().credit_policy_id
        return own or self.company_id.sudo().credit_policy_id

    def _call_was_run(self, day):
        runs = self.env["credit.control.run"].sudo()
        domain = [("company_id", "=", self.company_id.id), ("date", "=", day), ("call_nightly", "=", True)]
        return bool(runs.search_count(domain, limit=1))
