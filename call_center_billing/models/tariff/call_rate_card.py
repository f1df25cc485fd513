"""Rate cards: what calls cost, by the beginning of the number that is called."""

from bisect import bisect_right

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError


class CallRateCard(models.Model):
    """Prices in one currency, and how they are rounded. The prices themselves are in its versions."""

    _name = "call.rate.card"
    _description = "Rate Card"
    _inherit = ["mail.thread"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [("selling", "Selling prices"), ("cost", "Cost")],
        default="selling",
        required=True,
        tracking=True,
        help="Selling prices are what customers pay. Cost is what a supplier charges us for carrying a call.",
    )
    supplier_id = fields.Many2one("res.partner", tracking=True, help="Whose prices these are: who carries the calls.")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, tracking=True, default=lambda self: self.env.company.currency_id
    )
    version_ids = fields.One2many("call.rate.version", "card_id", string="Versions")
    current_version_id = fields.Many2one("call.rate.version", string="In Force", compute="_compute_current_version_id")
    pricelist_ids = fields.One2many("product.pricelist", "call_rate_card_id", string="Price Lists")
    active = fields.Boolean(default=True, tracking=True)

    @api.depends("version_ids.state", "version_ids.valid_from")
    def _compute_current_version_id(self):
        now = fields.Datetime.now()
        for card in self:
            card.current_version_id = card._origin._version_at(now) if card._origin else False

    @api.constrains("currency_id")
    def _check_currency(self):
        """Published prices stay the money they were."""
        self.pricelist_ids._check_call_rate_card_currency()
        if any(version.state == "published" for version in self.version_ids):
            raise UserError(self.env._("A rate card with published prices keeps its currency: make another card."))
        if inactive := self.currency_id.filtered(lambda currency: not currency.active):
            raise ValidationError(
                self.env._("Currency %s is switched off: switch it on under Currencies first.", inactive[0].name)
            )

    @api.constrains("kind")
    def _check_kind(self):
        """Nobody is charged what we pay."""
        for card in self:
            if card.kind == "cost" and card.pricelist_ids:
                raise ValidationError(
                    self.env._(
                        "%(card)s prices the calls of price list %(pricelist)s, so it cannot be a cost card.",
                        card=card.name,
                        pricelist=card.pricelist_ids[0].name,
                    )
                )

    def action_new_version(self):
        """A draft with the prices now in force, to be changed and published; the one there is if there is one."""
        self.ensure_one()
        draft = self.version_ids.filtered(lambda version: version.state == "draft")[:1]
        if not draft and self.current_version_id:
            draft = self.current_version_id.copy()
        if not draft:
            draft = self.env["call.rate.version"].create({"card_id": self.id})
        return draft._get_records_action()

    @tools.ormcache("self.id")
    def _timeline(self):
        """Begin and id of each published version, in order of time: ((naive UTC, …), (id, …))."""
        domain = [("card_id", "=", self.id), ("state", "=", "published")]
        versions = self.env["call.rate.version"].sudo().search(domain, order="valid_from")
        return tuple(versions.mapped("valid_from")), tuple(versions.ids)

    def _version_at(self, moment):
        """The version in force at `moment` (UTC, naive); none before the first."""
        self.ensure_one()
        begins, ids = self._timeline()
        position = bisect_right(begins, moment)
        return self.env["call.rate.version"].browse(ids[position - 1 : position] if position else ())

    def _rate_call(self, b_number, started_at, seconds, a_number=""):
        """Price one call with the pure engine, by the version in force when the call began.

        :param str b_number: the called number, E.164
        :param datetime started_at: UTC, naive as Odoo keeps it
        :param int seconds: seconds of conversation
        :param str a_number: the calling number, E.164; some rates ask for it
        :return: what the engine says; None if no version was in force
        :rtype: rating.Rated | None
        """
        version = self._version_at(started_at)
        return version._rate_call(b_number, started_at, seconds, a_number) if version else None

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_ids._unlink_except_published()
