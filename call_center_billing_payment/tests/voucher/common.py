"""A batch of vouchers whose codes a test knows."""

import csv
import io
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import fields

from odoo.addons.call_center_billing.tests.admission.common import BalanceCase

from ...models.voucher import keys
from ...models.voucher.code import new_code


def keys_elsewhere(test_class):
    """Keys of a test's own, for as long as the class runs."""
    folder = tempfile.TemporaryDirectory()
    test_class.addClassCleanup(folder.cleanup)
    place = str(Path(folder.name) / "keys")
    test_class.enterClassContext(patch.dict(os.environ, {keys.VARIABLE: place}))


def make_codes(batch):
    """Download the codes of a batch: the file's name, type and content."""
    return batch._make_codes(batch.action_make()["url"].rpartition("/")[2])


def codes_of(content):
    """The codes in a CSV, by serial number."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    return {int(row[0].rpartition("-")[2]): row[1] for row in rows[1:]}


class VoucherCase(BalanceCase):
    """A batch of five vouchers of 100, valid for a year; the first three are sold to a shop. Acme may not overdraw."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys_elsewhere(cls)
        cls.company.call_confirm_payments = False
        cls.company.partner_id.tz = "Europe/Stockholm"
        cls.currency = cls.company.currency_id
        cls.shop = cls.env["res.partner"].create({"name": "Corner Shop", "is_company": True})
        cls.batch, cls.codes = cls._make_batch()
        cls.sale = cls.batch._sell(1, 3, cls.shop)
        cls.account = cls.company.call_voucher_account_id

    @classmethod
    def _make_batch(cls, **vals):
        """A batch whose codes are made, and its codes by serial number."""
        values = {"name": "Refill 100", "value": 100, "count": 5, "seller_id": cls.shop.id}
        values["valid_until"] = fields.Date.today() + timedelta(days=365)
        batch = cls.env["call.voucher.batch"].create(values | vals)
        return batch, codes_of(make_codes(batch)[2])

    def _redeem(self, code, partner=None, **how):
        """What became of a code."""
        return (partner or self.acme)._call_redeem(code, **how)

    def _voucher(self, serial, batch=None):
        batch = batch or self.batch
        return self.env["call.voucher"].search([("batch_id", "=", batch.id), ("serial", "=", serial)])

    def _said(self, code, partner=None, **how):
        return self._redeem(code, partner, **how).outcome

    def _wrong(self, count=1, partner=None, **how):
        """Outcomes of codes that are well-formed and nobody's."""
        return [self._said(new_code(), partner, **how) for _try in range(count)]

    def _debt(self):
        """What the report says: (vouchers, their value, on the account, difference) in the company's currency."""
        self.env.flush_all()
        row = self.env["call.voucher.liability"].search(
            [("company_id", "=", self.company.id), ("currency_id", "=", self.currency.id)]
        )
        row.invalidate_recordset()
        return row.count, row.value, row.books, row.difference
