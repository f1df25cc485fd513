"""The units of one period, and which calls used them."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...fields import Big, LooseMany2one
from ...plan.allowance import Allowance, Grant
from .bundle_text import units_text

READ = """
SELECT granted.id, granted.entitlement_id, bundle.sequence, granted.date_from, granted.date_to, granted.expires_on,
       granted.granted, granted.used, granted.carried, granted.cap
  FROM call_bundle_grant granted
  JOIN call_bundle_entitlement entitlement ON entitlement.id = granted.entitlement_id
  JOIN call_bundle bundle ON bundle.id = entitlement.bundle_id
 WHERE granted.partner_id = ANY(%s) AND granted.company_id = %s AND granted.date_from <= %s
   AND granted.expires_on > %s
 ORDER BY granted.id"""


class CallBundleGrant(models.Model):
    """Granted is used and left, at any moment. Rows are written by SQL: `used` is added to, never set.

    :ivar carried: units of earlier periods that calls of this one used
    """

    _name = "call.bundle.grant"
    _description = "Included Units of a Period"
    _order = "date_from desc, id desc"
    _log_access = False

    entitlement_id = fields.Many2one(
        "call.bundle.entitlement",
        string="Bundle Given",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    bundle_id = fields.Many2one(related="entitlement_id.bundle_id")
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", readonly=True
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True, help="First day after the period.")
    expires_on = fields.Date(string="Expires", required=True, readonly=True, help="First day of no use any more.")
    granted = Big(required=True, readonly=True)
    used = Big(required=True, default=0, readonly=True)
    carried = Big(
        string="From Earlier Periods",
        default=0,
        readonly=True,
        help="Units of earlier periods, used by calls of this.",
    )
    cap = Big(string="Most From Earlier Periods", readonly=True, aggregator=None)
    left = Big(compute="_compute_left")
    granted_text = fields.Char(string="Units", compute="_compute_left")
    left_text = fields.Char(string="Units Left", compute="_compute_left")
    use_ids = fields.One2many("call.bundle.use", "grant_id", string="Calls", readonly=True)

    _period = models.UniqueIndex("(entitlement_id, date_from)", "The period has its units already.")
    _account = models.Index("(partner_id, expires_on)")
    _bounds = models.Constraint(
        "CHECK (used >= 0 AND used <= granted)", "Calls use no less than nothing, and no more than was granted."
    )
    _carry = models.Constraint(
        "CHECK (COALESCE(carried, 0) >= 0)", "Calls use no less than nothing of earlier periods."
    )

    def init(self):
        """Columns that rows made by SQL need not name."""
        self.env.cr.execute("ALTER TABLE call_bundle_grant ALTER used SET DEFAULT 0, ALTER carried SET DEFAULT 0")

    @api.depends("granted", "used")
    def _compute_left(self):
        for grant in self:
            grant.left = grant.granted - grant.used
            unit = grant.bundle_id.unit
            grant.granted_text = units_text(self.env, grant.granted, unit)
            grant.left_text = units_text(self.env, grant.left, unit)

    @api.depends("entitlement_id", "date_from")
    def _compute_display_name(self):
        for grant in self:
            grant.display_name = f"{grant.bundle_id.name or ''} {grant.date_from or ''}"

    @api.model
    @api.private
    def _allowance(self, company, partner_ids, first, last, lock=False):
        """What accounts have for calls of some days.

        :param list partner_ids: whose; :param date first, last: days on which the calls began
        :param bool lock: until the end of the transaction nobody else uses or gives back any
        :rtype: plan.allowance.Allowance
        """
        self.env.flush_all()
        query = f"{READ} FOR UPDATE OF granted" if lock else READ
        self.env.cr.execute(query, (sorted(partner_ids), company.id, last, first))
        return Allowance(_grant(row) for row in self.env.cr.fetchall())

    @api.model
    @api.private
    def _add(self, changes):
        """Add to what was used of grants.

        :param dict changes: {id: (used, carried)}
        """
        for key, (used, carried) in sorted(changes.items()):
            if used or carried:
                self.env.cr.execute(
                    "UPDATE call_bundle_grant SET used = used + %s, carried = COALESCE(carried, 0) + %s WHERE id = %s",
                    (used, carried, key),
                )
        self.invalidate_model(["used", "carried", "left"])


class CallBundleUse(models.Model):
    """One call and one grant. Narrow, for there may be many; calls may have been removed by retention since."""

    _name = "call.bundle.use"
    _description = "Included Units of a Call"
    _order = "started_at desc, id desc"
    _log_access = False

    grant_id = fields.Many2one("call.bundle.grant", required=True, index=True, ondelete="restrict", readonly=True)
    bundle_id = fields.Many2one(related="grant_id.bundle_id")
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    partner_id = fields.Many2one(related="grant_id.partner_id")
    call_id = LooseMany2one("call.record", index=True, required=True, readonly=True)
    started_at = fields.Datetime(string="Started", required=True, readonly=True)
    units = Big(required=True, readonly=True, help="As the bundle counts.")
    paid = Big(required=True, readonly=True, help="Units of the call that were paid for.")
    period_id = fields.Many2one(
        "call.bundle.grant",
        string="Carried Over To",
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
        help="The period of the call, if its units are of an earlier one.",
    )

    _units = models.Constraint("CHECK (units > 0 AND paid > 0)", "A call uses more than 0 units.")

    @api.depends("grant_id", "units")
    def _compute_display_name(self):
        for use in self:
            use.display_name = f"{use.bundle_id.name or ''}: {units_text(self.env, use.units, use.bundle_id.unit)}"

    @api.model
    @api.private
    def _give_back(self, where):
        """Take the uses of calls away that are about to go.

        :param odoo.tools.SQL where: condition on `call_record`
        """
        self.env.flush_all()
        calls = SQL("call_id IN (SELECT id FROM call_record WHERE bundle_units > 0 AND %s)", where)
        query = "SELECT grant_id, period_id, units FROM call_bundle_use WHERE %s"
        rows = self.env.execute_query(SQL(query, calls))
        if not rows:
            return
        changes = {}
        for grant_id, period_id, units in rows:
            changes.setdefault(grant_id, [0, 0])[0] -= units
            if period_id:
                changes.setdefault(period_id, [0, 0])[1] -= units
        self.env.cr.execute(SQL("DELETE FROM call_bundle_use WHERE %s", calls))
        self.env["call.bundle.grant"]._add(changes)
        self.invalidate_model()


def _grant(row):
    *common, carried, cap = row
    return Grant(*common, carried or 0, cap)
