"""How an agreement goes on, and how it ends."""

from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..account.credit import MANAGER
from .call_agreement_begin import ASSIGNED


class CallAgreement(models.Model):
    """Every night: what was signed begins, what ends soon is told, what is over goes on or ends."""

    _inherit = "call.agreement"

    reminded_for = fields.Date(readonly=True, copy=False, help="The end that staff were reminded of.")
    remind_on = fields.Date(
        compute="_compute_remind_on",
        store=True,
        help="When staff are reminded: before the last day for notice where it goes on by itself, else before the end.",
    )
    expiring = fields.Boolean(compute="_compute_expiring", search="_search_expiring", help="It ends soon.")

    @api.depends("date_end", "remind_days", "notice_days", "renewal", "state")
    def _compute_remind_on(self):
        for agreement in self:
            last = agreement._notice_until() if agreement.renewal != "none" else agreement.date_end
            active = agreement.state in ("signed", "active")
            agreement.remind_on = last and active and fields.Date.subtract(last, days=agreement.remind_days)

    @api.depends("remind_on")
    def _compute_expiring(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement.expiring = bool(agreement.remind_on) and agreement.remind_on <= today

    def _search_expiring(self, operator, value):
        if operator != "in":
            return NotImplemented
        soon = [("remind_on", "<=", fields.Date.context_today(self))]
        return soon if True in value else ["|", ("remind_on", "=", False), ("remind_on", ">", soon[0][2])]

    @api.model
    def _cron_agreements(self):
        """What the day brings, agreement by agreement."""
        today = fields.Date.context_today(self)
        self._due_to_begin(today)._begin()
        active = [("state", "=", "active")]
        for agreement in self.search([*active, ("remind_on", "<=", today)]):
            agreement._remind()
        for agreement in self.search([*active, ("date_end", "<=", today)]):
            agreement._safely(partial(agreement._reach_end, today))

    def _remind(self):
        """Tell staff and customer, once for each end."""
        if self.reminded_for == self.date_end:
            return
        self._step({"reminded_for": self.date_end})
        final = fields.Date.subtract(self.date_end, days=1)
        last = format_date(self.env, final)
        summary = self.env._("Agreement ends with %(day)s", day=last)
        if self.renewal != "none":
            notice = format_date(self.env, self._notice_until())
            summary = self.env._(
                "Agreement goes on after %(day)s unless it is ended by %(notice)s", day=last, notice=notice
            )
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self._notice_until() if self.renewal != "none" else self.date_end,
            summary=summary,
            user_id=self._responsible().id,
        )
        self.partner_id._call_notify(
            "agreement_expiry", f"{self.id}:{self.date_end}", record=self, values={"agreement": self.name, "day": final}
        )

    def _reach_end(self, today):
        """The term is over."""
        if self.renewal == "none":
            self._finish(self.date_end)
        elif self.renewal == "open" or not self.term_months:
            self._step({"date_end": False, "renewal": "open"})
            self.message_post(body=self.env._("Goes on without end."))
        else:
            terms = 1
            while fields.Date.add(self.date_end, months=terms * self.term_months) <= today:
                terms += 1
            self._renew(fields.Date.add(self.date_end, months=terms * self.term_months))

    def _renew(self, end):
        self._step({"date_end": end})
        day = fields.Date.subtract(end, days=1)
        self.message_post(body=self.env._("Goes on until %(day)s.", day=format_date(self.env, day)))
        self.partner_id._call_notify(
            "renewal", f"agreement {self.id}:{end}", record=self, values={"agreement": self.name, "day": day}
        )

    def _earliest_end(self):
        """The first day on which it need no longer hold, were notice given today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        soonest = fields.Date.add(today, days=self.notice_days + 1)
        if not self.date_end:
            return soonest
        end = self.date_end
        while end < soonest and self.term_months and self.renewal == "same":
            end = fields.Date.add(end, months=self.term_months)
        return max(end, soonest) if self.renewal == "open" else end

    def _give_notice(self, day, reason):
        """End it with a day; earlier than agreed only managers may.

        :param date day: first day on which it no longer holds
        :raise UserError: it cannot end then
        """
        for agreement in self:
            if agreement.state not in ("signed", "active"):
                raise UserError(self.env._("Only what was signed and has not ended can be ended."))
            if day <= agreement.date_start:
                raise UserError(self.env._("It cannot end before it begins, on %(day)s.", day=agreement.date_start))
            if day < agreement._earliest_end() and not (self.env.su or self.env.user.has_group(MANAGER)):
                raise UserError(
                    self.env._(
                        "By its term and notice it ends on %(day)s at the earliest; only a manager may end it before.",
                        day=agreement._earliest_end(),
                    )
                )
            agreement.check_access("write")
            agreement._step({"date_end": day, "renewal": "none", "ended_on": fields.Date.context_today(self)})
            agreement.message_post(body=self.env._("Ends before %(day)s. %(reason)s", day=day, reason=reason or ""))
            if agreement.state == "active" and day <= fields.Date.context_today(self):
                agreement._finish(day)

    def action_cancel(self):
        """It will not be signed.

        :raise UserError: it was signed
        """
        if any(agreement.state != "draft" for agreement in self):
            raise UserError(self.env._("It was signed: end it instead."))
        self._step({"state": "cancelled"})

    def _finish(self, day):
        """It holds no longer: its subscriptions end, and what it set is what it was, unless somebody changed it."""
        self.ensure_one()
        self.service_ids.sudo()._unsubscribe(day)
        account = self.partner_id.sudo().with_company(self.company_id)
        for name in ASSIGNED.values():
            before, given = (self.replaced or {}).get(name, (None, None))
            if given and account[name].id == given:
                account[name] = account[name].browse(before or ()).exists()
        for service in self.service_ids.filtered("campaign_id").sudo():
            service._release_campaign()
        self._step({"state": "ended"})
        self.message_post(body=self.env._("Ended."))
