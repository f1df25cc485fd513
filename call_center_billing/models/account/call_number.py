"""A-numbers: who owned which number, and when."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...cdr import Numbering


class CallNumber(models.Model):
    """One telephone number of an account over one period. At most one owner at any moment."""

    _name = "call.number"
    _description = "A-Number"
    _inherit = ["mail.thread"]
    _rec_name = "number"
    _order = "number, valid_from desc"
    _check_company_auto = True

    kind = fields.Selection(
        [("phone", "Telephone number"), ("did", "DID"), ("account", "Account name")],
        default="phone",
        required=True,
        tracking=True,
        help="A DID is a telephone number that is called, too: where the source says so, its holder pays for the calls "
        "to it. An account name is what a switch writes for who pays: the User-Name of sessions of data, the campaign "
        "or in-group of agents' time.",
    )
    number = fields.Char(
        string="A-Number",
        required=True,
        tracking=True,
        help="The number that calls come from, with country code: +46812345678. National numbers are read in the "
        "customer's country, or the company's. An account name is written as the switch writes it.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", tracking=True
    )
    label = fields.Char(help="What the customer calls it: switchboard, Anna's mobile, fax.")
    valid_from = fields.Datetime(
        required=True, default=lambda self: fields.Datetime.now(), tracking=True, help="First moment of ownership."
    )
    valid_to = fields.Datetime(tracking=True, help="First moment that is no longer this customer's; empty: open end.")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        check_company=True,
        tracking=True,
        ondelete="restrict",
        help="Prices the calls from this number, before any other price list. Empty: as the customer's other calls.",
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)

    _period = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_to > valid_from)", "A number's period must end after it begins."
    )
    _kind = models.Constraint(
        "CHECK (kind = 'account' OR number LIKE '+%')", "A telephone number is written with its country code."
    )
    _one_owner = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, number WITH =, tsrange(valid_from, valid_to) WITH &&)",
        "This number belongs to another customer, or to this one already, for part of that period. "
        "End the earlier ownership first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Normalise the number, and let the commercial partner carry it."""
        for vals in vals_list:
            self._normalise_vals(vals)
        # an earlier ownership that is ended in the same breath must be ended in the database first
        self.flush_model(["valid_from", "valid_to"])
        return super().create(vals_list)

    def write(self, vals):
        """Normalise the number, and let the commercial partner carry it."""
        self._normalise_vals(vals, self[:1].partner_id)
        return super().write(vals)

    def action_view_calls(self):
        """The calls that were made from this number by this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("number_id", "=", self.id)], "context": {}}

    def _normalise_vals(self, vals, partner=None):
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id
            vals["partner_id"] = partner.id
        kind = vals.get("kind") or self[:1].kind or "phone"
        if kind == "account" and "number" in vals:
            vals["number"] = self._to_account(vals["number"] or "")
        elif "number" in vals:
            vals["number"] = self._to_e164(vals["number"] or "", partner or self.env["res.partner"])

    def _to_e164(self, raw, partner):
        """`raw` in E.164.

        :raise ValidationError: it is no telephone number
        """
        country = partner.country_id or self.env.company.country_id
        number = Numbering(country.code or "").normalise(raw)
        if number.kind != "e164":
            raise ValidationError(
                self.env._(
                    "“%(number)s” is not a telephone number. Write it with its country code, as in +46812345678.",
                    number=raw,
                )
            )
        return number.text

    def _to_account(self, raw):
        """`raw` without blanks around it.

        :raise ValidationError: it is empty
        """
        if not raw.strip():
            raise ValidationError(self.env._("An account name cannot be empty."))
        return raw.strip()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Calls keep a bare id of the number they were matched by."""
        used = self.env["call.record"].sudo().search([("number_id", "in", self.ids)], limit=1).number_id
        if used:
            raise ValidationError(
                self.env._("Calls were billed by number %(number)s: end its period instead.", number=used.number)
            )

    @api.model
    def _owners(self, company, numbers, kinds=("phone", "did", "account")):
        """Who owned `numbers` when: {number: [(valid_from, valid_to or None, number id, partner id), …]}.

        :param tuple kinds: of the numbers that count
        """
        owners = {}
        domain = [("company_id", "=", company.id), ("number", "in", list(numbers)), ("kind", "in", kinds)]
        for record in self.sudo().search(domain):
            period = (record.valid_from, record.valid_to or None, record.id, record.partner_id.id)
            owners.setdefault(record.number, []).append(period)
        return owners
