"""Versions of a rate card: drafts are worked on, published ones never change."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_partner import _tzs

from .call_rate_version_rules import RULE_FIELDS


class CallRateVersion(models.Model):
    """The prices of a card from a moment on, until the next version begins."""

    _name = "call.rate.version"
    _description = "Rate Card Version"
    _inherit = ["mail.thread", "call.rate.version.rules"]
    _order = "card_id, sequence desc"

    card_id = fields.Many2one("call.rate.card", string="Rate Card", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="card_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="card_id.currency_id")
    sequence = fields.Integer(string="Version", readonly=True, copy=False, aggregator=None)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="A draft prices nothing. A published version prices calls that begin in its time, and never changes.",
    )
    phase = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("in_force", "In Force"),
            ("superseded", "Superseded"),
        ],
        compute="_compute_phase",
        help="Scheduled: published, begins later. In force: prices the calls that begin now. Superseded: a later "
        "version has taken over; this one still prices calls of its own time that come in late.",
    )
    valid_from = fields.Datetime(
        copy=False, tracking=True, help="First moment of calls at these prices. Empty: the moment of publishing."
    )
    valid_to = fields.Datetime(
        compute="_compute_valid_to", help="First moment of the next version; empty while there is none."
    )
    note = fields.Char(help="What changes, and why.", copy=False)
    timezone = fields.Selection(
        lambda self: _tzs,
        required=True,
        default=lambda self: self.env.company.partner_id.tz or self.env.user.tz or "UTC",
        help="The clock that time bands and holidays are read on.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Holidays",
        ondelete="restrict",
        help="The days off of this calendar are holidays: time bands for holidays hold on them, and those for their "
        "weekday do not. Next year's holidays are added to the calendar; that needs no new version.",
    )
    band_ids = fields.One2many("call.rate.band", "version_id", string="Time Bands")
    rate_ids = fields.One2many("call.rate", "version_id", string="Rates")
    rate_count = fields.Integer(compute="_compute_rate_count")

    _digits = models.Constraint(
        "CHECK (rounding_digits BETWEEN 0 AND 6)", "Prices can be rounded to between 0 and 6 decimals."
    )
    _one_a_moment = models.UniqueIndex(
        "(card_id, valid_from) WHERE state = 'published'", "Another version of the card begins at that moment."
    )

    @api.depends("card_id.version_ids.state", "card_id.version_ids.valid_from")
    def _compute_valid_to(self):
        for version in self:
            begins, _ids = version.card_id._timeline() if version.card_id.id else ((), ())
            later = [begin for begin in begins if version.valid_from and begin > version.valid_from]
            version.valid_to = later[0] if later and version.state == "published" else False

    @api.depends("state", "valid_from", "valid_to")
    def _compute_phase(self):
        now = fields.Datetime.now()
        for version in self:
            if version.state == "draft":
                version.phase = "draft"
            elif version.valid_from and version.valid_from > now:
                version.phase = "scheduled"
            else:
                version.phase = "superseded" if version.valid_to and version.valid_to <= now else "in_force"

    @api.depends("rate_ids")
    def _compute_rate_count(self):
        counts = dict(self.env["call.rate"]._read_group([("version_id", "in", self.ids)], ["version_id"], ["__count"]))
        for version in self:
            version.rate_count = counts.get(version, 0)

    @api.depends("card_id", "sequence")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(card)s, version %(number)s", card=version.card_id.name or "", number=version.sequence
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the versions of a card."""
        versions = super().create(vals_list)
        for version in versions:
            version.sequence = 1 + max((version.card_id.version_ids - version).mapped("sequence"), default=0)
        return versions

    def write(self, vals):
        """Published versions take no changes but notes."""
        if vals.keys() & {*RULE_FIELDS, "timezone", "calendar_id", "card_id", "valid_from"}:
            self._check_draft()
        result = super().write(vals)
        if "calendar_id" in vals:
            self._check_bands()
        return result

    def action_publish(self):
        """Let the version price calls from its first moment on, for good."""
        self._check_draft()
        for version in self:
            if not version.rate_count:
                raise UserError(self.env._("%(version)s has no rates.", version=version.display_name))
            version._compile_services()  # says what is wrong with it, if anything
            version.valid_from = version.valid_from or fields.Datetime.now()
            version.state = "published"
        self.env.flush_all()
        self.env.registry.clear_cache()

    def action_view_rates(self):
        """The version's rates, to search and edit in a list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_rate_action")
        context = {"default_version_id": self.id, "create": self.state == "draft", "delete": self.state == "draft"}
        return action | {"domain": [("version_id", "=", self.id)], "context": context}

    def _check_draft(self):
        """
        :raise UserError: a version is published
        """
        if published := self.filtered(lambda version: version.state == "published"):
            raise UserError(
                self.env._(
                    "%(version)s is published and priced calls may rest on it. Choose “New Version” on the card.",
                    version=published[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()
