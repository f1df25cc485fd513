"""Give an unknown number to a customer, and bill its calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mediation.call_record import PSEUDONYM
from ..money import format_micro

#: calls that are sent through at once; those beyond follow in the background
AT_ONCE = 5_000


class CallNumberAssign(models.TransientModel):
    """Whose are these numbers, or the numbers of these calls?"""

    _name = "call.number.assign"
    _description = "Assign Numbers to a Customer"

    numbers = fields.Text(readonly=True, default=lambda self: "\n".join(self._default_numbers()))
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
    def _default_calls_domain(self):
        """The unmatched calls of the chosen numbers, or those with the numbers of the chosen calls."""
        active_ids = self.env.context.get("active_ids", [])
        if self.env.context.get("active_model") == "call.unknown.number":
            found = self.env["call.unknown.number"].search([("id", "in", active_ids), ("withheld", "=", False)])
        else:
            found = self.env["call.record"].browse(active_ids).filtered(lambda call: call.state == "unmatched")
        numbers = sorted(number for number in set(found.mapped("a_number")) if number and PSEUDONYM not in number)
        return self._waiting_domain(numbers)

    @api.model
    def _waiting_domain(self, numbers):
        return [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "unmatched"),
            ("a_number", "in", numbers),
        ]

    @api.model
    def _default_numbers(self):
        return self._default_calls_domain()[-1][2]

    @api.model
    def _default_valid_from(self):
        first = self.env["call.record"].search(self._default_calls_domain(), order="started_at", limit=1)
        return first.started_at or fields.Datetime.now()

    @api.depends("numbers")
    def _compute_call_count(self):
        for wizard in self:
            domain = self._waiting_domain((wizard.numbers or "").split("\n"))
            wizard.call_count = self.env["call.record"].search_count(domain)

    def action_assign(self):
        """Register the numbers, send all their unmatched calls through again, and tell what became of them."""
        self.ensure_one()
        if not self.numbers:
            raise UserError(self.env._("Choose calls whose number is unknown; withheld numbers cannot be assigned."))
        numbers = self.numbers.split("\n")
        partner = self._customer()
        periods = self._free_periods(numbers)
        vals = {"partner_id": partner.id, "label": self.label}
        self.env["call.number"].create([vals | {"number": number, **periods[number]} for number in numbers])
        records = self.env["call.record"]
        records.check_access("read")
        count = records.search_count(self._waiting_domain(numbers))
        calls = records.search(self._waiting_domain(numbers), order="started_at", limit=AT_ONCE)
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
