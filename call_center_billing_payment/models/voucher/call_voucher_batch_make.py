"""The codes of a batch are made in the very request that downloads them, and are nowhere afterwards."""

import csv
import hashlib
import hmac
import io
import secrets
import zipfile
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from odoo.addons.call_center_billing.models.deck.bulk import copy_rows

from . import keys
from .code import grouped, new_code
from .sheet import Card, sheet

#: codes that are made and stored at once
BLOCK = 10_000
#: cards of a PDF, 24 on a page
MOST_CARDS = 5_000
#: how long a link waits for its one download
LINK_TIME = timedelta(minutes=10)
PATH = "/call_center_billing/voucher_batch"
COLUMNS = (
    *("batch_id", "serial", "digest", "value", "currency_id", "company_id", "valid_until", "state"),
    *("create_uid", "write_uid", "create_date", "write_date"),
)


class CallVoucherBatch(models.Model):
    """A download that is lost cannot be had again: the batch is made void, and another one made."""

    _inherit = "call.voucher.batch"

    download_digest = fields.Char(groups=NO_ACCESS, copy=False, readonly=True, exportable=False)
    download_until = fields.Datetime(groups=NO_ACCESS, copy=False, readonly=True, exportable=False)
    is_downloading = fields.Boolean(compute="_compute_is_downloading", compute_sudo=True)

    def _compute_is_downloading(self):
        now = fields.Datetime.now()
        for batch in self:
            until = batch.download_until
            batch.is_downloading = batch.state == "draft" and bool(until and until > now)

    def action_make(self):
        """A link by which the codes are made and downloaded, once.

        Programs of other sites can make a browser open a link but not know this one, so none of them makes codes.
        """
        self.ensure_one()
        self._check_manager()
        self.check_access("write")
        self._check_ready()
        self.company_id._call_make_voucher_books()
        token = secrets.token_urlsafe(24)
        self.sudo().write({"download_digest": _digest_of(token), "download_until": fields.Datetime.now() + LINK_TIME})
        return {"type": "ir.actions.act_url", "url": f"{PATH}/{self.id}/{token}", "target": "new"}

    def action_reload(self):
        """Show the batch as it is now."""
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_ready(self):
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "The codes of %(batch)s were made and downloaded already, and cannot be had again. If the file is "
                    "lost, make the batch void and make another one.",
                    batch=self.display_name,
                )
            )
        if self.company_id.call_top_up_treatment == "single":
            raise UserError(
                self.env._(
                    "Where VAT is due when money is paid in (VAT of Top-ups: single-purpose), it is due at the sale of "
                    "vouchers, too. Such vouchers cannot be made here."
                )
            )
        if self.valid_until < self.company_id._call_today():
            raise UserError(self.env._("The last day of these vouchers is over. Choose a later one."))
        if self.with_sheet and self.count > MOST_CARDS:
            raise UserError(
                self.env._("There are cards to print for batches up to %(count)s vouchers.", count=MOST_CARDS)
            )

    def _make_codes(self, token):
        """Make the codes for whoever has the link.

        :return: (name of a file, its type, its bytes), or None: the link was used, or its time is over
        """
        self.ensure_one()
        self._check_manager()
        batch = self.sudo()
        now, until = fields.Datetime.now(), batch.download_until
        known = hmac.compare_digest(_digest_of(token), batch.download_digest or "")
        if not known or batch.state != "draft" or until < now:
            return None
        key = keys.known()[-1]
        # of two requests with the link the second one waits here, and finds it used
        batch.write(
            {
                "download_digest": False,
                "download_until": False,
                "state": "made",
                "made_at": now,
                "made_by_id": self.env.uid,
                "key_name": key.name,
            }
        )
        batch.flush_recordset()
        codes = batch._store_codes(key)
        batch.message_post(
            body=self.env._(
                "%(count)s codes made and downloaded by %(user)s. They are kept nowhere, and cannot be had again.",
                count=len(codes),
                user=self.env.user.name,
            )
        )
        return batch._file_of(codes)

    def _store_codes(self, key):
        """Store what is kept of new codes, and return them by serial number, from 1."""
        cr, codes = self.env.cr, []
        while len(codes) < self.count:
            block = self._new_codes(key, min(BLOCK, self.count - len(codes)))
            copy_rows(cr, "call_voucher", COLUMNS, self._rows(block, len(codes) + 1))
            codes += block.values()
        # the planner has seen a table without them
        cr.execute("ANALYZE call_voucher")
        self.env["call.voucher"].invalidate_model()
        self.invalidate_recordset()
        return codes

    def _new_codes(self, key, count):
        """{digest: code} of at most so many codes that no voucher has."""
        block = {keys.digest(key, code): code for code in (new_code() for _index in range(count))}
        self.env.cr.execute("SELECT digest FROM call_voucher WHERE digest = ANY(%s)", (list(block),))
        for (digest,) in self.env.cr.fetchall():
            del block[digest]
        return block

    def _rows(self, block, serial):
        value = f"{self.value:.{self.currency_id.decimal_places}f}"
        shared = (value, self.currency_id.id, self.company_id.id, str(self.valid_until), "new")
        made = (self.env.uid, self.env.uid, str(self.made_at), str(self.made_at))
        return ((self.id, number, digest, *shared, *made) for number, digest in enumerate(block, serial))

    def _file_of(self, codes):
        """The list as CSV; with cards to print, both in an archive."""
        name = f"vouchers-{self.reference}"
        if not self.with_sheet:
            return f"{name}.csv", "text/csv; charset=utf-8", self._csv(codes)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}.csv", self._csv(codes))
            archive.writestr(f"{name}.pdf", sheet(self._cards(codes)))
        return f"{name}.zip", "application/zip", content.getvalue()

    def _csv(self, codes):
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(("serial", "code", "value", "currency", "valid until"))
        value, currency = f"{self.value:.{self.currency_id.decimal_places}f}", self.currency_id.name
        writer.writerows(
            (self._serial_text(serial), grouped(code), value, currency, self.valid_until)
            for serial, code in enumerate(codes, 1)
        )
        return stream.getvalue().encode()

    def _cards(self, codes):
        value = f"{self.value:.{self.currency_id.decimal_places}f} {self.currency_id.name}"
        until = self.env._("Valid until %(day)s", day=self.valid_until)
        return (
            Card(self.company_id.name, self.name, value, grouped(code), until, self._serial_text(serial))
            for serial, code in enumerate(codes, 1)
        )

    def _serial_text(self, serial):
        """The number of a voucher, which is no secret."""
        return f"{self.reference}-{serial:06}"


def _digest_of(token):
    return hashlib.sha256(token.encode()).hexdigest()
