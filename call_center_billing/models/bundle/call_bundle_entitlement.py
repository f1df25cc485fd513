"""Who has which bundle, from when to when; and the units of each period."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...billing import period
from ...plan.allowance import expiry, prorated

NEVER = date(9999, 1, 1)
#: periods that are made at once at most: a bundle since long ago of periods of a day
MOST = 5_000
COLUMNS = ("entitlement_id", "company_id", "partner_id", "date_from", "date_to", "expires_on", "granted", "cap")


class CallBundleEntitlement(models.Model):
    """A bundle of an account: part of a subscription, or sold on top. All numbers of the account use it together."""

    _name = "call.bundle.entitlement"
    _description = "Bundle of a Customer"
    _inherit = ["mail.thread"]
    _order = "partner_id, date_start desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
        tracking=True,
    )
    bundle_id = fields.Many2one("call.bundle", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="bundle_id.company_id", store=True, index=True)
    quantity = fields.Integer(default=1, required=True, aggregator=None, help="How many of the bundle.")
    date_start = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.context_today(self), tracking=True
    )
    date_end = fields.Date(
        string="Until",
        tracking=True,
        help="First day without it. Empty: until further notice.",
    )
    grant_ids = fields.One2many("call.bundle.grant", "entitlement_id", string="Periods", readonly=True)
    left = fields.Integer(string="Left Now", compute="_compute_left", help="Carried over units included.")
    left_text = fields.Char(string="Left", compute="_compute_left")

    _quantity = models.Constraint("CHECK (quantity > 0)", "A customer has one of a bundle, or more.")
    _dates = models.Constraint("CHECK (date_end IS NULL OR date_end >= date_start)", "It ends before it begins.")

    @api.depends("bundle_id.name", "partner_id.name")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.bundle_id.name or ''}: {one.partner_id.name or ''}"

    def _compute_left(self):
        found = {}
        for partner in self.partner_id:
            found |= {row["entitlement"]: row for row in partner.sudo()._call_bundles()}
        for one in self:
            row = found.get(one.id, {})
            one.left, one.left_text = row.get("left", 0), row.get("left_text", "")

    @api.constrains("partner_id")
    def _check_account(self):
        for one in self:
            if one.partner_id != one.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact of %(account)s: bundles are the account's.",
                        contact=one.partner_id.display_name,
                        account=one.partner_id.commercial_partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """With the units of all periods up to the one that comes next."""
        found = super().create(vals_list)
        found._make_grants()
        return found

    def write(self, vals):
        """What has been granted stays as it is, but for an end."""
        if vals.keys() & {"partner_id", "bundle_id", "quantity", "date_start"} and self.sudo().grant_ids:
            raise ValidationError(
                self.env._("Units were granted already: let this bundle end, and give the customer another one.")
            )
        done = super().write(vals)
        if "date_end" in vals:
            self._cut()
            self._make_grants()
        return done

    def _cycle(self):
        """The cycle that tells its periods.

        :rtype: billing.Cycle
        """
        self.ensure_one()
        return (self.bundle_id.cycle_id or self.partner_id._call_cycle(self.company_id))._rule()

    def _today(self):
        self.ensure_one()
        zone = ZoneInfo(self.partner_id._call_timezone(self.company_id))
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()

    @api.private
    def _make_grants(self, until=None):
        """Make the units of all periods that begin on a day or before; default: the one after today's.

        Periods that another transaction makes meanwhile are left to it.
        """
        self.env.flush_all()
        rows = []
        for one in self.sudo():
            cycle = one._cycle()
            last = until or period(cycle, one._today()).end
            one.env.cr.execute("SELECT max(date_to) FROM call_bundle_grant WHERE entitlement_id = %s", (one.id,))
            rows += one._grant_rows(cycle, one.env.cr.fetchone()[0] or one.date_start, last)
        if rows:
            query = f"INSERT INTO call_bundle_grant ({', '.join(COLUMNS)}) VALUES %s ON CONFLICT DO NOTHING"
            self.env.cr.execute_values(query, rows)
            self.env["call.bundle.grant"].invalidate_model()
            self.invalidate_recordset(["grant_ids"])
            self._granted()

    def _granted(self):
        """New periods were made."""

    def _grant_rows(self, cycle, begin, last):
        """The periods that begin on a day and after: rows of COLUMNS."""
        end, rows = self.date_end or NEVER, []
        while begin <= last and begin < end and len(rows) < MOST:
            rows.append(self._grant_row(cycle, begin, end))
            begin = rows[-1][4]
        return rows

    def _grant_row(self, cycle, begin, end):
        bundle, whole = self.bundle_id, period(cycle, begin)
        until = min(whole.end, end)
        expires = min(expiry(until, bundle.rollover_periods, lambda day: period(cycle, day).end), end)
        granted = self._units(whole, begin, until)
        ids = (self.id, self.company_id.id, self.partner_id.id)
        return (*ids, begin, until, expires, granted, bundle._cap())

    def _units(self, whole, begin, until):
        """What a period holds; one that is cut only for its days, if the bundle says so."""
        units = self.bundle_id.units * self.quantity
        return prorated(units, whole, (begin, until)) if self.bundle_id.prorate else units

    def _cut(self):
        """Let periods end where the bundle does; what was used of them stays used."""
        self.env.flush_all()
        for one in self.sudo().filtered("date_end"):
            later = one.grant_ids.filtered(lambda grant, one=one: grant.date_to > one.date_end)
            for grant in later.sorted("id"):
                one._cut_grant(grant)
            self.env.cr.execute(
                "UPDATE call_bundle_grant SET expires_on = LEAST(expires_on, %s) WHERE entitlement_id = %s",
                (one.date_end, one.id),
            )
        self.env["call.bundle.grant"].invalidate_model()

    def _cut_grant(self, grant):
        if grant.date_from < self.date_end:
            units = self._units(period(self._cycle(), grant.date_from), grant.date_from, self.date_end)
            query = "UPDATE call_bundle_grant SET date_to = %s, granted = GREATEST(used, %s) WHERE id = %s"
            self.env.cr.execute(query, (self.date_end, units, grant.id))
        else:
            query = "DELETE FROM call_bundle_grant WHERE id = %s AND used = 0 AND COALESCE(carried, 0) = 0"
            self.env.cr.execute(query, (grant.id,))

    @api.model
    def _cron_grants(self):
        """Make the next periods of all bundles before they begin."""
        today = fields.Date.today()
        domain = ["|", ("date_end", "=", False), ("date_end", ">=", today)]
        for one in self.search(domain, order="id"):
            one._make_grants()

    def action_view_grants(self):
        """The units of each period."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_bundle_grant_action")
        return action | {"domain": [("entitlement_id", "in", self.ids)], "context": {}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(self.sudo().grant_ids.mapped("used")):
            raise ValidationError(self.env._("Calls used units of it: let it end instead."))
