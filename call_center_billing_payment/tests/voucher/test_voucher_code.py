"""What a code is made of, and the keys it is kept by."""

import doctest
import os
import stat
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...models.voucher import code, keys


@tagged("post_install", "-at_install")
class TestVoucherCode(BaseCase):
    def test_what_its_documentation_says(self):
        self.assertFalse(doctest.testmod(code).failed)

    def test_a_wrong_digit_and_two_that_changed_places_are_noticed(self):
        for _round in range(20):
            right = code.new_code()
            self.assertEqual(code.plain(code.grouped(right)), right)
            for at in range(code.DIGITS):
                for digit in set("0123456789") - {right[at]}:
                    self.assertIsNone(code.plain(right[:at] + digit + right[at + 1 :]))
                swapped = right[:at] + right[at : at + 2][::-1] + right[at + 2 :]
                if swapped != right:
                    self.assertIsNone(code.plain(swapped))

    def test_what_is_no_code_is_none_and_no_error(self):
        right = code.new_code()
        odd = (None, "", " ", right[1:], right + "0", "x" * 16, "١" * 16, "²" * 16, right + "\0", "0" * 10_000)
        self.assertEqual([code.plain(each) for each in odd], [None] * len(odd))
        self.assertEqual(code.plain(f"\t{right[:4]}-{right[4:10]}.{right[10:]} \n"), right)


@tagged("post_install", "-at_install")
class TestVoucherKeys(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = Path(folder.name) / "own" / "keys"
        self.enterContext(patch.dict(os.environ, {keys.VARIABLE: str(self.place)}))

    def test_one_key_is_made_and_nobody_else_reads_it(self):
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(lambda _each: tuple(keys.known()), range(8)))
        self.assertEqual(len(found), 1)
        self.assertEqual(stat.S_IMODE(self.place.stat().st_mode), 0o600)
        self.assertEqual([each.name for each in self.place.parent.iterdir()], ["keys"])

    def test_a_new_key_leaves_the_ones_before(self):
        first = keys.known()[0]
        before = keys.digests("0" * 16)
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _each: keys.rotate(), range(4)))
        self.assertEqual(keys.known()[0], first)
        self.assertEqual(set(keys.known()), {first, *made})
        self.assertEqual(keys.digests("0" * 16)[0], before[0])
        self.assertEqual(len(set(keys.digests("0" * 16))), 5)

    def test_a_broken_file_is_said_and_not_replaced(self):
        self.place.parent.mkdir()
        for content in ("", "no key\n", "0123abcd 00\n"):
            self.place.write_text(content)
            with self.assertRaises(keys.UnreadableKeys):
                keys.rotate()
            self.assertEqual(self.place.read_text(), content)
