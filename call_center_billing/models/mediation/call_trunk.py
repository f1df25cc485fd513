"""Trunks: by what calls leave a switch, and whose prices we pay there."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallTrunk(models.Model):
    """A way out of a switch to a carrier. Its cost card says what the carrier charges for a call."""

    _name = "call.trunk"
    _description = "Trunk"
    _inherit = ["mail.thread", "call.rule.mixin"]
    _order = "source_id, code"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    source_id = fields.Many2one(
        "call.source", required=True, index=True, ondelete="restrict", tracking=True, check_company=True
    )
    company_id = fields.Many2one(related="source_id.company_id", store=True, index=True)
    code = fields.Char(
        string="Name on the Switch",
        tracking=True,
        help="The peer or gateway as the switch writes it: telia for the Asterisk channel PJSIP/telia-00000012, "
        "DAHDI/i1 for DAHDI/i1/46701110001-1f. Empty: all calls of the source that no other trunk takes, but not "
        "calls to your own numbers.",
    )
    rate_card_id = fields.Many2one(
        "call.rate.card",
        string="Cost Card",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("kind", "=", "cost")],
        tracking=True,
        help="What the carrier charges. Empty: the cost of the trunk's calls is not known.",
    )
    supplier_id = fields.Many2one(
        "res.partner",
        string="Carrier",
        compute="_compute_supplier_id",
        store=True,
        readonly=False,
        copy=False,
        help="Who carries the calls; the supplier of the cost card unless another is chosen.",
    )
    active = fields.Boolean(default=True, tracking=True)

    _code_unique = models.UniqueIndex(
        "(source_id, COALESCE(code, '')) WHERE active", "The source has another trunk of this name on the switch."
    )

    def _call_rule_fields(self):
        return ("name", "source_id", "code", "rate_card_id", "supplier_id", "active", *super()._call_rule_fields())

    @api.depends("rate_card_id.supplier_id")
    def _compute_supplier_id(self):
        for trunk in self:
            trunk.supplier_id = trunk.rate_card_id.supplier_id or trunk.supplier_id

    @api.constrains("rate_card_id")
    def _check_rate_card(self):
        for trunk in self:
            if trunk.rate_card_id and trunk.rate_card_id.kind != "cost":
                raise ValidationError(
                    self.env._(
                        "%(card)s has selling prices; trunk %(trunk)s needs a cost card.",
                        card=trunk.rate_card_id.name,
                        trunk=trunk.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Codes have no blanks around them."""
        for vals in vals_list:
            self._strip_code(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Codes have no blanks around them."""
        self._strip_code(vals)
        return super().write(vals)

    def action_view_calls(self):
        """The calls that left by the trunk."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("trunk_id", "=", self.id)], "context": {}}

    @staticmethod
    def _strip_code(vals):
        if "code" in vals:
            vals["code"] = (vals["code"] or "").strip() or False

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        """Calls keep a bare id of their trunk."""
        if self.env["call.record"].sudo().search_count([("trunk_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A trunk with calls cannot be deleted; archive it instead."))
