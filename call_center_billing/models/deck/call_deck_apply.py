"""Applying a deck: into a draft, all of it or nothing."""

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from .deck_names import DeckNames
from .price_writer import PriceWriter


class CallDeck(models.Model):
    """Applying."""

    _inherit = "call.deck"

    def action_apply(self):
        """Write the changes into the card's draft, which is made if there is none; then show it.

        :raise UserError: there is nothing to change, or something is not as the preview said
        """
        self.ensure_one()
        if self.state != "previewed":
            raise UserError(self.env._("Look at the preview of %s first.", self.name))
        if not self.change_count:
            raise UserError(self.env._("Nothing to change: the card has these prices already. No version is made."))
        if self.only_clean and self.error_count:
            raise UserError(
                self.env._(
                    "%(count)s rows have errors, and this deck is to be applied only without. Correct them and choose "
                    "the file again, or untick “Only Without Errors”.",
                    count=self.error_count,
                )
            )
        self.card_id.lock_for_update()
        self._apply()
        return self.version_id._get_records_action()

    def action_apply_publish(self):
        """Write the changes and let them price calls."""
        self.action_apply()
        self.version_id.action_publish()
        return self.version_id._get_records_action()

    def _apply(self):
        base = self._base_version()
        draft = base if base.state == "draft" else self._new_draft(base)
        reading = self._read_against(draft)
        if base != self.base_version_id or self._digest_of(reading.comparison) != self.digest:
            raise UserError(self.env._("The card's prices have changed since the preview. Look at the preview again."))
        self.destination_ids._create_destinations(reading.names)
        writer = PriceWriter(draft, reading, DeckNames(self.env))
        writer.apply()
        newest = self.card_id._newest_published()
        if newest and base == newest:
            writer.drop_before(newest.valid_from)
        draft._compile_services()  # says what is wrong, if anything, and then nothing is written
        self.write({"state": "applied", "version_id": draft.id, "reading": False})
        self._tell(draft)

    def _new_draft(self, base):
        """A draft with the prices of the base; it begins when it is published, or earlier if the deck does."""
        draft = base.copy() if base else self.env["call.rate.version"].create({"card_id": self.card_id.id})
        if base and self.effective_at and base.valid_from < self.effective_at < fields.Datetime.now():
            draft.valid_from = self.effective_at
        draft.note = self.name
        return draft

    def _tell(self, draft):
        """Leave a trace on the version: which deck changed what."""
        body = Markup("%s %s") % (
            self.env._("Prices from deck"),
            Markup("<a href='#' data-oe-model='call.deck' data-oe-id='%s'>%s</a>: ") % (self.id, self.name),
        )
        totals = self.env._(
            "%(new)s new, %(up)s up, %(down)s down, %(other)s with other terms, %(closed)s closed, %(errors)s errors.",
            new=self.new_count,
            up=self.up_count,
            down=self.down_count,
            other=self.changed_count,
            closed=self.closed_count,
            errors=self.error_count,
        )
        draft.message_post(body=body + totals)
