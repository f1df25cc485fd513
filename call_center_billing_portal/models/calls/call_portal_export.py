"""What customers download, and how often they may."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: of `pg_try_advisory_xact_lock`, with the user's id: any number that nobody else takes
LOCK = 7_190_417


class CallPortalExport(models.Model):
    """A trail that nobody edits: who took which list from the portal, and how long it was."""

    _name = "call.portal.export"
    _description = "Portal Export"
    _order = "asked_at desc, id desc"
    _rec_name = "asked_at"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Account", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("calls", "List of Calls"),
            ("invoice", "Calls of an Invoice"),
            ("statement", "Statement of Account"),
            ("report", "Report"),
            ("own_data", "Own Data"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    asked_at = fields.Datetime(string="Asked", required=True, readonly=True)
    rows = fields.Integer(readonly=True, aggregator="sum", help="Lines of the list; 0 if it is not made of lines.")

    _asked = models.Index("(user_id, asked_at)")

    @api.model
    def _take(self, kind, rows=0):
        """Note that the user takes a list. Call it before the list is made: it refuses who took too many.

        :param str kind: a key of the field
        :param int rows: how many lines the list has, if that is known; may be written on the result later
        :return: the entry, with all rights
        :raise UserError: too many within an hour or a day, or another one is being made just now
        """
        user, company = self.env.user, self.env.company.sudo()
        self._take_turn(user)
        now = fields.Datetime.now()
        for limit, period, told in (
            (company.call_portal_exports_hour, timedelta(hours=1), self.env._("an hour")),
            (company.call_portal_exports_day, timedelta(days=1), self.env._("a day")),
        ):
            self._check_limit(user, limit, period, told, now)
        account = user.partner_id.commercial_partner_id
        values = {"user_id": user.id, "partner_id": account.id, "company_id": company.id, "kind": kind}
        return self.sudo().create({**values, "asked_at": now, "rows": rows})

    def _take_turn(self, user):
        """One list at a time, or many that are asked for at once would not count each other."""
        [[free]] = self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, user.id))
        if not free:
            raise UserError(self.env._("Your other download is still being made. Try again when it is there."))

    def _check_limit(self, user, limit, period, told, now):
        domain = [("user_id", "=", user.id), ("asked_at", ">", now - period)]
        # the one that must leave the period before another may come
        oldest = self.sudo().search(domain, order="asked_at desc, id desc", offset=max(limit, 1) - 1, limit=1)
        if not oldest:
            return
        minutes = -(-(oldest.asked_at + period - now) // timedelta(minutes=1))
        raise UserError(
            self.env._(
                "You have downloaded as much as you may within %(period)s. The next list can be had in %(minutes)s "
                "minutes. A list for a longer period is one download.",
                period=told,
                minutes=max(minutes, 1),
            )
        )
