"""Give an unknown number to a customer, and bill its calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.mediation.call_record import PSEUDONYM
from ..money import format_micro

#: calls that are sent through at once; those beyond follow in the background
AT_ONCE = 5_000


class CallNumberAssign(models.TransientModel):
    """Whose are these numbers, or the numbers of these calls?"""

    _name = "call.number.assign"
    _description = "Assign Numbers to a Customer"

    numbers = fields.Text(readonly=True, default=lambda self: "\n".join(self._chosen()["phone"]))
    accounts = fields.Text(
        string="Account Names",
        readonly=True,
        default=lambda self: "\n".join(self._chosen()["account"]),
        help="Of sessions of data, or of agents' time.",
    )
    call_count = fields.Integer(string="Calls", compute="_compute_call_count", help="Calls that wait for an owner.")
    choice = fields.Selection(
        [("existing", "A customer"), ("new", "A new customer")], string="Belongs To", default="existing", required=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer")
    name = fields.Char(string="New Customer", help="Name of the customer to be made.")
    pricelist_id = fields.Many2one(
        "product.pricelist", string="Price List", help="Of the new customer. Empty: the basic price list."
    )
    label = fields.Char(help="What the customer calls the numbers: switchboard, Anna's mobile, fax.")
    valid_from = fields.Datetime(
        default=lambda self: self._default_valid_from(),
        required=True,
        help="From when the numbers were the customer's.",
    )

    @api.model
    def _chosen(self):
        """What is chosen on the screen of unknown numbers, or stands in the chosen calls, by kind of `call.number`."""
        active_ids = self.env.context.get("active_ids", [])
        if self.env.context.get("active_model") == "call.unknown.number":
            found = self.env["call.unknown.number"].search([("id", "in", active_ids), ("withheld", "=", False)])
            names = {(number.kind, number.a_number) for number in found}
        else:
            found = self.env["call.record"].browse(active_ids).filtered(lambda call: call.state == "unmatched")
            names = {call._payer() for call in found}
        return {
            kind: sorted(name for of_kind, name in names if of_kind == kind and name and PSEUDONYM not in name)
            for kind in ("phone", "account")
        }

    @api.model
    def _waiting_domain(self, names):
        """The calls that wait for the owner of these: {kind of `call.number`: texts}."""
        by_number = Domain("a_number", "in", names["phone"])
        by_account = Domain([("service", "!=", "voice"), ("account_code", "in", names["account"])])
        waiting = Domain([("company_id", "=", self.env.company.id), ("state", "=", "unmatched")])
        return waiting & (by_number | by_account)

    @api.model
    def _default_valid_from(self):
        domain = self._waiting_domain(self._chosen())
        first = self.env["call.record"].search(domain, order="started_at", limit=1)
        return first.started_at or fields.Datetime.now()

    def _names(self):
        """The texts that this is about, by kind of `call.number`."""
        texts = {"phone": self.numbers, "account": self.accounts}
        return {kind: (text or "").split("\n") if text else [] for kind, text in texts.items()}

    @api.depends("numbers", "accounts")
    def _compute_call_count(self):
        for wizard in self:
            domain = wizard._waiting_domain(wizard._names())
            wizard.call_count = self.env["call.record"].search_count(domain)

    def action_assign(self):
        """Register the numbers, send all their unmatched calls through again, and tell what became of them."""
        self.ensure_one()
        names = self._names()
        if not any(names.values()):
            raise UserError(self.env._("Choose calls whose number is unknown; withheld numbers cannot be assigned."))
        partner = self._customer()
        vals = {"partner_id": partner.id, "label": self.label}
        for kind, texts in names.items():
            periods = self._free_periods(texts)
            self.env["call.number"].create([vals | {"kind": kind, "number": text, **periods[text]} for text in texts])
        records = self.env["call.record"]
        records.check_access("read")
        domain = self._waiting_domain(names)
        count = records.search_count(domain)
        calls = records.search(domain, order="started_at", limit=AT_ONCE)
        calls.sudo()._redo()
        return self._notice(partner, calls, count)

    def _free_periods(self, numbers):
        """From when until when each number can be the customer's: others may have had it before, or have it now.

        :rtype: dict[str, dict[str, datetime]]
        """
        owners = self.env["call.number"]._owners(self.env.company, numbers)
        periods = {}
        for number in numbers:
            begin, end = self.valid_from, False
            for valid_from, valid_to, *_owner in sorted(owners.get(number, ()), key=lambda owner: owner[0]):
                if valid_to and valid_from <= begin < valid_to:
                    begin = valid_to
                elif valid_from > begin:
                    end = end or valid_from
            periods[number] = {"valid_from": begin, "valid_to": end}
        return periods

    def _customer(self):
        """The chosen customer, or the one that is made here."""
        if self.choice == "existing":
            if not self.partner_id:
                raise UserError(self.env._("Choose the customer that the numbers belong to."))
            return self.partner_id.commercial_partner_id
        if not self.name:
            raise UserError(self.env._("Give the new customer a name."))
        partner = self.env["res.partner"].create({"name": self.name, "country_id": self.env.company.country_id.id})
        if self.pricelist_id:
            partner.property_product_pricelist = self.pricelist_id
        return partner

    def _notice(self, partner, calls, count):
        """What became of the calls; `count`: how many there are with those that follow in the background."""
        rated = calls.filtered(lambda call: call.state == "rated")
        message = self.env._(
            "%(rated)s of %(calls)s calls are charged to %(customer)s now: %(amount)s %(currency)s.",
            rated=len(rated),
            calls=count,
            customer=partner.name,
            amount=format_micro(sum(rated.mapped("amount"))),
            currency=rated.currency_id[:1].name or self.env.company.currency_id.name,
        )
        if count > len(calls):
            message += " " + self.env._("The others follow within minutes.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if rated or not count else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
