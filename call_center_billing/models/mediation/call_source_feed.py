"""Feeds: where the records of a source lie, so that they are fetched without anybody doing it."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallSourceFeed(models.Model):
    """How to get at the records, and how that goes. What is fetched becomes imports of the source.

    `call_source_feed_run.py` runs a feed whatever its kind; each kind has a file of its own with `_fetch_<kind>` and
    `_test_<kind>`.
    """

    _name = "call.source.feed"
    _description = "Feed of Call Records"
    _inherit = ["call.server.mixin"]
    _order = "source_id, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    source_id = fields.Many2one("call.source", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="source_id.company_id", store=True)
    kind = fields.Selection(
        [("folder", "Folder"), ("sftp", "SFTP server"), ("sql", "Database")], required=True, default="folder"
    )
    active = fields.Boolean(default=True)
    interval = fields.Integer(string="Every (minutes)", required=True, default=5, help="How often to look.")
    next_run = fields.Datetime(readonly=True, copy=False, help="Empty: as soon as possible.")
    last_run = fields.Datetime(readonly=True, copy=False)
    import_ids = fields.One2many("call.import", "feed_id", string="Imports")
    import_count = fields.Integer(string="Fetched", compute="_compute_import_count")

    _interval_positive = models.Constraint("CHECK (interval > 0)", "A feed looks every minute at most.")

    def _compute_import_count(self):
        groups = self.env["call.import"]._read_group([("feed_id", "in", self.ids)], ["feed_id"], ["__count"])
        counts = {feed.id: count for feed, count in groups}
        for feed in self:
            feed.import_count = counts.get(feed.id, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claimed(self):
        """A file that lies claimed is put aside by its feed, and by nobody else."""
        if self.env["call.import"].search_count([("feed_id", "in", self.ids), ("feed_claim", "!=", False)], limit=1):
            raise UserError(
                self.env._("Files of this feed are being imported. Archive it, or delete it when they are put aside.")
            )

    def action_view_imports(self):
        """What the feed fetched."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_import_action")
        return action | {"domain": [("feed_id", "=", self.id)], "context": {}}


class CallImport(models.Model):
    """An import knows the feed that fetched it."""

    _inherit = "call.import"

    feed_id = fields.Many2one("call.source.feed", readonly=True, index="btree_not_null", ondelete="set null")
    feed_claim = fields.Char(
        readonly=True, copy=False, help="The name of the file where it was fetched, until it is put aside there."
    )
