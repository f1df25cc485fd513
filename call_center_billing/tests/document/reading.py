"""What a PDF says."""

import io

from pypdf import PdfReader


def squeezed(text):
    """The text without any white space: in a PDF letters are set apart as they look best."""
    return "".join(text.split())


def pages_of(pdf):
    """The squeezed text of each page."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


class PdfAssertions:
    """For a test case that reads PDFs."""

    def _pages(self, report, records):
        """The pages of a report of these records."""
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return pages_of(pdf)

    def _assert_says(self, page, *texts):
        for text in texts:
            self.assertIn(squeezed(text), page)

    def _assert_silent(self, page, *texts):
        for text in texts:
            self.assertNotIn(squeezed(text), page)
