"""Rate decks: a file of prices, what it would change, and whether that has been done."""

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

#: what the preview rests on
INPUTS = frozenset({"card_id", "file", "coverage", "effective_at"})


class CallDeck(models.Model):
    """One file for one rate card. Nothing changes a price before it is applied, and then a draft's only."""

    _name = "call.deck"
    _description = "Rate Deck"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File Name", default="deck.csv", required=True)
    file = fields.Binary(attachment=True, help="CSV or XLSX, at most 100 MB.")
    card_id = fields.Many2one("call.rate.card", string="Rate Card", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="card_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="card_id.currency_id")
    supplier_id = fields.Many2one(related="card_id.supplier_id")
    state = fields.Selection(
        [
            ("draft", "File"),
            ("previewed", "Preview"),
            ("applied", "Applied"),
            ("discarded", "Discarded"),
            ("compared", "Comparison"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    coverage = fields.Selection(
        [
            ("partial", "Only what it lists changes"),
            ("full", "It lists everything: close what is missing"),
        ],
        string="The File",
        default="partial",
        required=True,
        tracking=True,
        help="A full deck (A-Z) closes the prefixes that it does not list; but none whose row has an error.",
    )
    effective_at = fields.Datetime(
        string="Takes Effect",
        tracking=True,
        help="Rows without a date of their own hold from this moment, and nothing changes before it. Empty: the moment "
        "of the preview; or, for a card without prices, the first moment of its version.",
    )
    moment_at = fields.Datetime(string="Holds From", readonly=True, copy=False)
    only_clean = fields.Boolean(
        string="Only Without Errors",
        help="Ticked: nothing is applied while any row has an error. Otherwise the good rows are applied, and prefixes "
        "with an error keep the price that they have.",
    )
    mapping_id = fields.Many2one("call.deck.mapping", string="Read As", readonly=True, ondelete="set null", copy=False)
    mapping_confirmed = fields.Boolean(related="mapping_id.confirmed")
    base_version_id = fields.Many2one(
        "call.rate.version", string="Compared With", readonly=True, ondelete="set null", copy=False
    )
    version_id = fields.Many2one(
        "call.rate.version", string="Applied To", readonly=True, ondelete="set null", copy=False, tracking=True
    )
    version_state = fields.Selection(related="version_id.state", string="State of Version")
    digest = fields.Char(readonly=True, copy=False, help="Tells whether the file still means the same as previewed.")
    reading = fields.Binary(attachment=True, readonly=True, copy=False, help="What was read of the file.")
    notes = fields.Text(readonly=True, copy=False)
    line_ids = fields.One2many("call.deck.line", "deck_id", string="Rows", readonly=True)
    destination_ids = fields.One2many("call.deck.destination", "deck_id", string="New Destinations", copy=False)
    row_count = fields.Integer(string="Prices in the File", readonly=True, copy=False)
    new_count = fields.Integer(string="New", readonly=True, copy=False)
    up_count = fields.Integer(string="Up", readonly=True, copy=False)
    down_count = fields.Integer(string="Down", readonly=True, copy=False)
    changed_count = fields.Integer(
        string="Other Terms", readonly=True, copy=False, help="Other conditions or another end; or dearer and cheaper."
    )
    closed_count = fields.Integer(string="Closed", readonly=True, copy=False)
    expired_count = fields.Integer(
        string="Already Over", readonly=True, copy=False, help="Rows that end before the deck takes effect."
    )
    unchanged_count = fields.Integer(string="Unchanged", readonly=True, copy=False)
    error_count = fields.Integer(string="Errors", readonly=True, copy=False)
    rounded_count = fields.Integer(string="Rounded", readonly=True, copy=False)
    destination_count = fields.Integer(compute="_compute_destination_count")
    change_count = fields.Integer(compute="_compute_change_count", string="Changes")
    largest_rise = fields.Char(readonly=True, copy=False)
    largest_fall = fields.Char(readonly=True, copy=False)

    @api.depends("destination_ids")
    def _compute_destination_count(self):
        for deck in self:
            deck.destination_count = len(deck.destination_ids)

    @api.depends("new_count", "up_count", "down_count", "changed_count", "closed_count")
    def _compute_change_count(self):
        for deck in self:
            deck.change_count = (
                deck.new_count + deck.up_count + deck.down_count + deck.changed_count + deck.closed_count
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Look at the files: one that is none is refused at once."""
        decks = super().create(vals_list)
        for deck in decks.filtered("file"):
            deck._recognise()
        return decks

    def write(self, vals):
        """A preview holds for what it was made from."""
        inputs = any(name in INPUTS or name.startswith("mapping_") for name in vals)
        if inputs and self.filtered(lambda deck: deck.state in ("applied", "compared")):
            raise UserError(self.env._("This deck has been applied. Import the file again to change more."))
        result = super().write(vals)
        if inputs:
            self.filtered(lambda deck: deck.state == "previewed")._forget_preview()
        if vals.keys() & {"file", "card_id"}:
            for deck in self.filtered("file"):
                deck._recognise()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if applied := self.filtered(lambda deck: deck.state == "applied"):
            raise UserError(
                self.env._("%s has been applied: it stays, to tell where the prices come from.", applied[0].name)
            )

    def action_edit(self):
        """Back to the file and how it is read."""
        self._forget_preview()

    def action_discard(self):
        """Keep the file, but do nothing with it."""
        self._check_open()
        self._forget_preview()
        self.state = "discarded"

    def action_reread(self):
        """Look at the file's columns anew, after another header row or sheet was chosen."""
        for deck in self:
            deck._check_open()
            deck.mapping_id._look_at(deck.name, deck._raw(), deck._band_names())

    def action_view_lines(self):
        """The preview's rows, all or of one kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_deck_line_action")
        context = {"search_default_deck_id": self.id}
        if kind := self.env.context.get("line_kind"):
            context[f"search_default_{kind}"] = 1
        return action | {"domain": [("deck_id", "=", self.id)], "context": context, "display_name": self.name}

    def action_view_version(self):
        """The version that the deck was applied to."""
        self.ensure_one()
        return self.version_id._get_records_action()

    def _check_open(self):
        """
        :raise UserError: it is applied, or no import at all
        """
        if closed := self.filtered(lambda deck: deck.state not in ("draft", "previewed")):
            raise UserError(self.env._("%s is no longer open: import the file again.", closed[0].name))

    def _forget_preview(self):
        self._check_open()
        self.env.cr.execute("DELETE FROM call_deck_line WHERE deck_id = ANY(%s)", (self.ids,))
        self.env["call.deck.line"].invalidate_model()
        self.write({"state": "draft", "digest": False, "notes": False, "moment_at": False, "reading": False})

    def _raw(self):
        """The file's bytes.

        :raise UserError: there is no file, or it did not arrive whole
        """
        self.ensure_one()
        try:
            raw = base64.b64decode(self.with_context(bin_size=False).file or b"", validate=False)
        except binascii.Error as error:
            raise UserError(self.env._("The file did not arrive whole. Choose it again.")) from error
        if not self.with_context(bin_size=True).file:
            raise UserError(self.env._("Choose a file first."))
        return raw

    def _base_version(self):
        """What the file is compared with: the card's draft, or else its newest published version; or none."""
        self.ensure_one()
        draft = self.card_id.version_ids.filtered(lambda version: version.state == "draft")[:1]
        return draft or self.card_id._newest_published()

    def _band_names(self):
        return self._base_version().band_ids.mapped("name")

    def _recognise(self):
        """Find out how the file is read: as the supplier's files before it, or by its header."""
        self.ensure_one()
        raw = self._raw()
        supplier = self.supplier_id
        owner = {"partner_id": supplier.id} if supplier else {"card_id": self.card_id.id}
        domain = [(name, "=", value) for name, value in owner.items()]
        domain += [("confirmed", "=", True), ("company_id", "=", self.company_id.id)]
        Mapping = self.env["call.deck.mapping"]
        mapping = next((known for known in Mapping.search(domain) if known._fits(raw)), Mapping)
        if not mapping:
            name = self.env._("%(whose)s: %(file)s", whose=(supplier or self.card_id).display_name, file=self.name)
            mapping = Mapping.create(owner | {"name": name, "company_id": self.company_id.id})
        mapping._look_at(self.name, raw, self._band_names())
        self.mapping_id = mapping
