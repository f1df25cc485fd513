"""What a report may show, and what not."""

import base64
import io
import logging

from PIL import Image

from odoo.exceptions import AccessError, MissingError
from odoo.tests import new_test_user, tagged

from ...report import engine, quiet
from ...report.page_css import Paper
from ...report.resources import Refused, Resources
from .common import ReportCase

HERE = engine.HERE.rstrip("/")


def png(colour="red"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(buffer, "PNG")
    return buffer.getvalue()


@tagged("post_install", "-at_install")
class TestPdfResources(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fetch = staticmethod(Resources(cls.env, ["https://odoo.example.com"]))
        cls.portal = new_test_user(cls.env, "pdf_portal", groups="base.group_portal")
        cls.private = cls.env["ir.attachment"].create({"name": "private.png", "raw": png(), "public": False})

    def test_own_images_files_and_bundles_are_had(self):
        self.company.logo = base64.b64encode(png())
        for url in (
            f"{HERE}/web/image/res.company/{self.company.id}/logo",
            f"https://odoo.example.com/web/image/res.company/{self.company.id}/logo/20x10/name.png",
            f"{HERE}/web/image?model=res.company&id={self.company.id}&field=logo",
            f"{HERE}/web/image/{self.private.id}-abc/private.png",
            f"{HERE}/web/content/{self.private.id}",
            f"{HERE}/logo.png?company={self.company.id}",
            f"{HERE}/web/static/img/logo.png",
            f"{HERE}/report/barcode/QR/INV%2F2026?width=80&height=80",
            f"{HERE}/report/barcode/?barcode_type=Code128&value=A1&width=200&height=50",
        ):
            with self.subTest(url=url):
                content, mime = self.fetch(url)
                self.assertEqual(mime, "image/png")
                self.assertTrue(Image.open(io.BytesIO(content)).width)
        bundle = self.env["ir.qweb"]._get_asset_bundle("web.report_assets_pdf", js=False)
        self.assertEqual(self.fetch(HERE + bundle.get_link("css"))[1], "text/css")

    def test_image_is_sized_as_asked(self):
        content, _mime = self.fetch(f"{HERE}/web/image/{self.private.id}/20x10")
        self.assertEqual(Image.open(io.BytesIO(content)).size, (20, 10))

    def test_nothing_outside_is_had(self):
        for url in (
            "https://example.com/logo.png",
            "http://odoo.example.com/web/static/img/logo.png",
            "file:///etc/passwd",
            f"{HERE}/etc/passwd",
            f"{HERE}/web/__manifest__.py",
            f"{HERE}/web/static/%2e%2e/__manifest__.py",
            f"{HERE}/web/static/../../base/__manifest__.py",
            f"{HERE}/web/static/img/..%5c..%5c__manifest__.py",
            f"{HERE}/web/static//etc/passwd",
            f"{HERE}/web/image/res.users/{self.env.uid}/login",
        ):
            with self.subTest(url=url), self.assertRaises(Refused):
                self.fetch(url)

    def test_reader_without_rights_gets_no_image(self):
        as_portal = Resources(self.env(user=self.portal.id), [])
        with self.assertRaises(AccessError):
            as_portal(f"{HERE}/web/image/{self.private.id}")
        token = self.private.generate_access_token()[0]
        self.assertEqual(as_portal(f"{HERE}/web/image/{self.private.id}?access_token={token}")[0], self.private.raw)

    def test_report_printed_with_all_rights_reads_images_with_the_readers(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        reports = self.env["ir.actions.report"].with_user(self.portal).with_company(foreign).sudo()
        self.assertTrue(reports.env.su)
        reader = reports._get_reader_env()
        self.assertFalse(reader.su)
        self.assertEqual(reader.uid, self.portal.id)
        self.assertEqual(reader.company, self.portal.company_id)

    def test_missing_record_leaves_the_transaction_whole(self):
        with self.assertRaises(MissingError):
            self.fetch(f"{HERE}/web/image/res.partner/{2**31 - 1}/image_128")
        with self.assertRaises(ValueError):
            self.fetch(f"{HERE}/web/image/res.partner/99999999999999/image_128")
        self.assertTrue(self.company.exists())

    def test_missing_image_is_told_once_and_the_rest_printed(self):
        html = f'<p>Before</p><img src="/nowhere/{self.id()}.png" alt="instead"/><p>After</p>'
        with self.assertLogs(quiet._logger, logging.INFO) as log:
            for _time in range(2):
                text = self._texts(engine.render([html], None, None, Paper(), self.fetch))[0]
                self.assertIn("Before", text)
                self.assertIn("After", text)
        self.assertEqual([record.levelno for record in log.records], [logging.INFO])
        self.assertIn("nowhere", log.output[0])
