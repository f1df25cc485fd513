"""Directories that are asked whose number it is."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...directory import ADAPTERS, FIELDS, PathFault, Pointer, Question, TemplateFault
from ...fields import Micro

MANAGER = "call_center_billing.call_center_billing_group_manager"
#: fields whose change makes answers that were understood before worth nothing
SETTINGS = {"kind", "url", "headers", "country_id", *(f"path_{field}" for field in FIELDS)}
CREDENTIALS = {"login", "secret", "headers", "url"}


class CallDirectory(models.Model):
    """One directory, and how it is asked. Several are asked one after the other, until one knows the whole address."""

    _name = "call.directory"
    _description = "Directory"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    sequence = fields.Integer(default=10, help="Directories are asked in this order.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    kind = fields.Selection(
        [
            ("register", "Own register"),
            ("hitta", "Hitta"),
            ("eniro", "Eniro"),
            ("opencnam", "OpenCNAM"),
            ("twilio", "Twilio Lookup"),
            ("json", "Any other that answers with JSON"),
        ],
        required=True,
        default="register",
        tracking=True,
    )
    country_id = fields.Many2one(
        "res.country",
        default=lambda self: self.env.company.country_id,
        ondelete="restrict",
        tracking=True,
        help="Only numbers of this country are looked up here, and addresses are in it unless they say otherwise. "
        "Empty: all numbers.",
    )
    url = fields.Char(
        string="Address",
        groups=MANAGER,
        help="Empty: where this directory always is. Of any other directory the address to ask, with {number} "
        "(+4670…), {digits} (4670…) or {national} (070…) in it, and {login}, {secret} or {country} where they belong.",
    )
    login = fields.Char(
        string="Account", groups=MANAGER, copy=False, exportable=False, help="Caller id, profile or account SID."
    )
    secret = fields.Char(string="Key", groups=MANAGER, copy=False, exportable=False, help="Key or token.")
    headers = fields.Text(
        groups=MANAGER,
        copy=False,
        exportable=False,
        help="One a line, such as “Authorization: Bearer {secret}”. {basic} stands for account and key in basic "
        "authentication.",
    )
    timeout = fields.Float(
        default=2.0, required=True, digits=(4, 1), help="Seconds to wait for this directory at most."
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id, ondelete="restrict"
    )
    price = Micro(string="Price per Look-Up", default=0)
    charged = fields.Selection(
        [("answer", "Every answer"), ("hit", "Only when it knows the number")],
        string="Charges for",
        default="answer",
        required=True,
    )
    keep_days = fields.Integer(
        string="Believe Answers For", default=30, help="Days in which it is not asked about the same number again."
    )
    negative_hours = fields.Integer(
        string="Believe “Unknown” For",
        default=24,
        help="Hours in which it is not asked again about a number that it does not know, or whose address it lacks.",
    )
    entry_count = fields.Integer(string="Entries", compute="_compute_entry_count")

    _terms = models.Constraint(
        "CHECK (timeout > 0 AND timeout <= 30 AND price >= 0 AND keep_days >= 0 AND negative_hours >= 0)",
        "A directory is waited for between 0.1 and 30 seconds; prices, days and hours are 0 or more.",
    )

    def _compute_entry_count(self):
        counts = dict(
            self.env["call.directory.entry"]._read_group(
                [("directory_id", "in", self.ids)], ["directory_id"], ["__count"]
            )
        )
        for directory in self:
            directory.entry_count = counts.get(directory, 0)

    @api.constrains("kind", "url", "headers", *(f"path_{field}" for field in FIELDS))
    def _check_description(self):
        """A directory described on screen can be asked, and its answers read."""
        for directory in self.sudo().filtered(lambda directory: directory.kind != "register"):
            try:
                question = directory._question("+46700000000")
                ADAPTERS[directory.kind].request(question)
                for _field, path in question.paths:
                    Pointer(path)
            except TemplateFault as fault:
                raise ValidationError(directory._template_fault(fault.text)) from fault
            except PathFault as fault:
                raise ValidationError(
                    self.env._("“%(path)s” is no path, such as result.persons[0].name", path=fault.path)
                ) from fault
            if directory.kind == "json" and not (directory.path_name or "").strip():
                raise ValidationError(self.env._("Say at least where in the answer the name is."))

    def _template_fault(self, text):
        return self.env._(
            "“%(text)s” cannot be used. An address begins with https:// and a header is “Name: value”; the places in "
            "them are {number}, {digits}, {national}, {country}, {login}, {secret} and {basic}.",
            text=text[:100],
        )

    def write(self, vals):
        """Who changes how a directory is asked wants it asked, and its old answers forgotten."""
        if vals.keys() & (CREDENTIALS | {"kind", "active"}):
            vals = {"paused_until": False, "paused_reason": False} | vals
        result = super().write(vals)
        if vals.keys() & SETTINGS:
            lookups = self.env["call.directory.lookup"].sudo()
            lookups.search([("directory_id", "in", self.ids), ("valid_until", "!=", False)]).valid_until = False
        if vals.keys() & CREDENTIALS:
            for directory in self:
                directory.message_post(body=self.env._("Address or credentials changed."))
        return result

    def _question(self, number, moment=0, nonce=""):
        """What the pure package needs to ask about a number."""
        return Question(
            number=number,
            url=self.url or "",
            login=self.login or "",
            secret=self.secret or "",
            country=self.country_id.code or "",
            moment=moment,
            nonce=nonce,
            headers=self.headers or "",
            paths=tuple((field, self[f"path_{field}"]) for field in FIELDS if self[f"path_{field}"]),
        )

    def _region(self):
        """ISO code of the country whose national numbers are understood here; a register without one has its
        company's."""
        country = self.country_id or (self.company_id.country_id if self.kind == "register" else self.country_id)
        return country.code or ""

    @api.model
    def _to_ask(self, company, number):
        """The company's directories that may know this number, in their order, without those that are paused."""
        now = fields.Datetime.now()
        domain = Domain("company_id", "=", company.id) & (
            Domain("paused_until", "=", False) | Domain("paused_until", "<=", now)
        )
        calling = number.removeprefix("+")
        return self.search(domain).filtered(
            lambda directory: (
                not directory.country_id.phone_code or calling.startswith(str(directory.country_id.phone_code))
            )
        )

    @api.model
    def _make_registers(self):
        """Give every company that has no directory its own register, empty."""
        owners = self.with_context(active_test=False)._read_group([], ["company_id"])
        served = [company.id for (company,) in owners]
        for company in self.env["res.company"].search([("id", "not in", served)]):
            self.create(
                {
                    "name": self.env._("Own register"),
                    "company_id": company.id,
                    # a company gets its country later: see `_region`
                    "country_id": False,
                    "currency_id": company.currency_id.id,
                }
            )
