"""Every layout a company may choose prints its header and footer on each page."""

import io
import re
import shutil

from pypdf import PdfReader

from odoo.tests import tagged

from odoo.addons.base.models.assetsbundle import AssetsBundle

from .common import TEMPLATE, ReportCase


@tagged("post_install", "-at_install")
class TestPdfLayouts(ReportCase):
    def test_each_layout_has_company_footer_and_page_number_on_every_page(self):
        layouts = self.env["report.layout"].search([])
        self.assertGreaterEqual(len(layouts), 7)
        for layout in layouts:
            with self.subTest(layout=layout.name):
                self.company.external_report_layout_id = layout.view_id
                pages = self._texts(self._print(self.long))
                self.assertGreater(len(pages), 2)
                for number, text in enumerate(pages, 1):
                    self.assertIn("Växel & Söner", text)
                    self.assertIn("Footer of ours", text)
                    self.assertRegex(text, rf"Page\s+{number}\s+/\s+{len(pages)}")
                self.assertEqual(sum(text.count("Row 109") for text in pages), 1)

    def test_columns_of_a_header_stand_beside_each_other(self):
        """Two columns of together 100 per cent stay on one line, though their sum has a rounding error."""
        self.company.external_report_layout_id = self.env.ref("web.external_layout_boxed")
        for landscape in (False, True):
            with self.subTest(landscape=landscape):
                pdf = self.report.with_context(landscape=landscape)._render_qweb_pdf(
                    self.report.report_name, self.short.ids
                )[0]
                self.assertGreater(self._left_edge(pdf, "Storgatan"), 0.75)

    def test_shapes_of_the_folder_layout_are_filled(self):
        self.company.write(
            {"external_report_layout_id": self.env.ref("web.external_layout_folder").id, "primary_color": "#ff0000"}
        )
        operators = PdfReader(io.BytesIO(self._print(self.short))).pages[0].get_contents().get_data()
        # almost white, with a touch of the company's colour
        self.assertTrue(re.search(rb"\b1 0?\.9\d+ 0?\.9\d+ (rg|scn)", operators), "no tinted shape is drawn")

    def test_right_to_left_language_mirrors_header_and_footer(self):
        if not shutil.which("rtlcss"):
            # Odoo warns of its absence; the sheet then stays as it is
            self.patch(AssetsBundle, "run_rtlcss", lambda bundle, source: source)
        self.env["res.lang"]._activate_lang("he_IL")
        left_to_right = self._left_edge(self._print(self.short), "Page")
        self.short.lang = "he_IL"
        right_to_left = self._left_edge(self._print(self.short), "Page")
        self.assertGreater(left_to_right, 0.7)
        self.assertLess(right_to_left, 0.3)

    def test_landscape_turns_the_sheet(self):
        for context, wide in (({}, False), ({"landscape": True}, True)):
            pdf = self.report.with_context(**context)._render_qweb_pdf(self.report.report_name, self.short.ids)[0]
            box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
            self.assertEqual(box.width > box.height, wide)
            self.assertAlmostEqual(max(box.width, box.height), 841.89, delta=0.5)

    def test_several_records_make_one_pdf_each(self):
        partners = self.short + self.long + self.short.copy({"name": "Cecilia"})
        streams = self.report._render_qweb_pdf_prepare_streams(self.report.report_name, {}, res_ids=partners.ids)
        self.assertEqual(set(streams), set(partners.ids))
        for partner in partners:
            texts = self._texts(streams[partner.id]["stream"].getvalue())
            self.assertIn(partner.name, texts[0])
            self.assertRegex(texts[0], rf"Page\s+1\s+/\s+{len(texts)}")
        together = self._texts(self._print(partners))
        self.assertEqual(len(together), sum(len(PdfReader(stream["stream"]).pages) for stream in streams.values()))

    def test_one_document_has_no_bookmarks(self):
        self.assertFalse(PdfReader(io.BytesIO(self._print(self.short))).outline)

    def test_records_in_one_table_stay_in_one_document(self):
        """A list of all records is not cut by record, nor printed once for each."""
        report = self._create_report(
            """
            <t t-name="call_center_billing_test.listing"><t t-call="web.html_container">
              <t t-call="web.internal_layout"><div class="page"><p t-foreach="docs" t-as="p" t-out="p.name"/></div></t>
            </t></t>""",
            "listing",
        )
        texts = self._texts(self._print(self.short + self.long, report))
        self.assertEqual(len(texts), 1)
        self.assertIn("Anna Kort", texts[0])
        self.assertIn("Bo Lång", texts[0])

    def test_attachment_of_each_record_is_its_own_document(self):
        report = self._create_report(TEMPLATE.replace("test.contacts", "test.kept"), "kept")
        report.attachment = "object.name + '.pdf'"
        self._print(self.long + self.short, report)
        for partner in self.long + self.short:
            attachment = self.env["ir.attachment"].search(
                [("res_model", "=", "res.partner"), ("res_id", "=", partner.id), ("name", "=", partner.name + ".pdf")]
            )
            self.assertIn(partner.name, self._texts(attachment.raw)[0])
