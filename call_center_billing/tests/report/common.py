"""A report of our own on contacts, short or long, and what can be read in a PDF."""

import io

from pypdf import PdfReader

from odoo.tests import TransactionCase

TEMPLATE = """
<t t-name="call_center_billing_test.contacts">
  <t t-call="web.html_container">
    <t t-foreach="docs" t-as="o">
      <t t-set="o" t-value="o.with_context(lang=o.lang)"/>
      <t t-call="web.external_layout" t-lang="o.lang">
        <div class="page">
          <h2><span t-out="o.name"/></h2>
          <h3>Second heading</h3>
          <p t-foreach="range(o.color)" t-as="row">Row <t t-out="row"/></p>
        </div>
      </t>
    </t>
  </t>
</t>
"""


class ReportCase(TransactionCase):
    """`report` prints contacts, each `color` rows long."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "force_report_rendering": True, "lang": "en_US"})
        cls.env["ir.config_parameter"].set_param("call_center_billing.pdf_engine", "weasyprint")
        cls.company = cls.env.company
        cls.company.write(
            {
                "name": "Växel & Söner",
                "report_footer": "<p>Footer of ours</p>",
                "is_company_details_empty": False,
                "company_details": "<p>Växel &amp; Söner<br/>Storgatan 1</p>",
                "external_report_layout_id": cls.env.ref("web.external_layout_standard").id,
            }
        )
        cls.report = cls._create_report(TEMPLATE, "contacts")
        cls.short = cls.env["res.partner"].create({"name": "Anna Kort", "color": 1, "lang": "en_US"})
        cls.long = cls.env["res.partner"].create({"name": "Bo Lång", "color": 110, "lang": "en_US"})

    @classmethod
    def _create_report(cls, arch, name):
        key = f"call_center_billing_test.{name}"
        view = cls.env["ir.ui.view"].create({"name": name, "key": key, "type": "qweb", "arch": arch})
        cls.env["ir.model.data"].create(
            {"module": "call_center_billing_test", "name": name, "model": "ir.ui.view", "res_id": view.id}
        )
        return cls.env["ir.actions.report"].create(
            {"name": name, "model": "res.partner", "report_type": "qweb-pdf", "report_name": key}
        )

    def _print(self, partners, report=None):
        report = report or self.report
        return report._render_qweb_pdf(report.report_name, partners.ids)[0]

    def _texts(self, pdf):
        """The text of each page."""
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]

    def _left_edge(self, pdf, text):
        """Where, as a share of the width, the first run with this text in it begins."""
        page, found = PdfReader(io.BytesIO(pdf)).pages[0], []

        def visit(run, user_matrix, text_matrix, _font, _size):
            if text in run:
                found.append(user_matrix[0] * text_matrix[4] + user_matrix[4])

        page.extract_text(visitor_text=visit)
        self.assertTrue(found, f"{text!r} is not on the page")
        return found[0] / float(page.mediabox.width)
