"""Which engine prints, what it does without its library, and many threads at once."""

import doctest
import importlib.util
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.models import ir_actions_report as base_report

from ...report import engine, stylesheets, svg_fill
from ...report.page_css import Paper, page_css
from .common import ReportCase


def nothing(url):
    raise LookupError(url)


@tagged("post_install", "-at_install")
class TestPdfEngine(ReportCase):
    def _set_wkhtmltopdf(self, state="ok", patched=False):
        info = base_report.WkhtmlInfo(state, True, "wkhtmltopdf", "0.12.6", patched, "wkhtmltoimage", None)
        self.patch(base_report, "_wkhtml", lambda: info)

    def test_auto_takes_wkhtmltopdf_only_where_it_is_whole(self):
        reports = self.env["ir.actions.report"]
        for parameter, state, is_patched, weasyprint in [
            ("auto", "install", False, True),
            ("auto", "ok", False, True),
            ("auto", "broken", True, True),
            ("auto", "ok", True, False),
            (False, "ok", True, False),
            ("weasyprint", "ok", True, True),
            ("wkhtmltopdf", "ok", False, False),
            ("wkhtmltopdf", "install", False, False),
        ]:
            with self.subTest(parameter=parameter, state=state, patched=is_patched):
                self.env["ir.config_parameter"].set_param("call_center_billing.pdf_engine", parameter)
                self._set_wkhtmltopdf(state, is_patched)
                self.assertEqual(reports._prints_by_weasyprint(), weasyprint)
                self.assertEqual(reports.get_wkhtmltopdf_state(), "ok" if weasyprint else state)

    def test_patched_wkhtmltopdf_is_run(self):
        self.env["ir.config_parameter"].set_param("call_center_billing.pdf_engine", "auto")
        self._set_wkhtmltopdf(patched=True)
        with patch.object(base_report, "_run_wkhtmltopdf") as run:
            run.return_value = subprocess.CompletedProcess([], 0, stdout="", stderr="")
            self.env["ir.actions.report"]._run_wkhtmltopdf(["<p/>"], report_ref=self.report)
        run.assert_called_once()

    def test_missing_pango_is_told_when_printing(self):
        self.patch(engine, "MISSING", OSError("cannot load library 'libpango-1.0-0'\nmore"))
        self.assertEqual(self.env["ir.actions.report"].get_wkhtmltopdf_state(), "ok")
        with self.assertRaisesRegex(UserError, "apt-get install libpango-1.0-0") as caught:
            self._print(self.short)
        self.assertNotIn("\n", str(caught.exception))

    def test_engine_can_be_imported_without_weasyprint(self):
        spec = importlib.util.spec_from_file_location(f"{engine.__package__}.engine_bare", engine.__file__)
        bare = importlib.util.module_from_spec(spec)
        with patch.dict(sys.modules, {"weasyprint": None}):
            spec.loader.exec_module(bare)
        self.assertIsInstance(bare.MISSING, ImportError)

    def test_examples_in_the_text_are_true(self):
        for module in (stylesheets, svg_fill):
            self.assertEqual(doctest.testmod(module), (0, 1))

    def test_broken_html_and_none_at_all_are_printed(self):
        self.assertIn("open", self._texts(engine.render(["<p>open <b>and<td>"], None, None, Paper(), nothing))[0])
        self.assertEqual(len(self._texts(engine.render([""], None, None, Paper(), nothing))), 1)

    def test_right_to_left_changes_the_side_margins(self):
        paper = Paper(left=10, right=30, shrinks=False)
        self.assertIn("margin: 10mm 30mm 10mm 10mm", page_css(paper))
        self.assertIn("margin: 10mm 10mm 10mm 30mm", page_css(paper, rtl=True))

    def test_header_begins_as_far_down_as_the_paper_format_says(self):
        css = page_css(Paper(top=40, header_spacing=35, shrinks=False))
        self.assertIn("padding: 5mm 0 0", css)

    def test_paper_of_the_template_goes_before_the_paper_format(self):
        reports, a4 = self.env["ir.actions.report"], self.env.ref("base.paperformat_euro")
        self.assertEqual(reports._get_paper(a4, None, {})[:5], (210, 297, 52, 0, 32))
        changed = reports._get_paper(a4, None, {"data-report-margin-top": "30", "data-report-landscape": "True"})
        self.assertEqual(changed[:3], (297, 210, 30))
        self.assertEqual(reports._get_paper(a4.browse(), True, None), Paper(297, 210))

    def test_threads_print_one_after_the_other(self):
        bodies = [f"<h1>Document {number}</h1>" + f"<p>Text of {number}</p>" * 40 for number in range(24)]
        inside, most, write = threading.Semaphore(0), [], engine._write

        def counted(*args):
            inside.release()
            most.append(inside._value)
            time.sleep(0.01)
            try:
                return write(*args)
            finally:
                inside.acquire()

        self.patch(engine, "_write", counted)
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda body: engine.render([body], None, None, Paper(), nothing), bodies))
        self.assertEqual(max(most), 1)
        for number, pdf in enumerate(made):
            self.assertIn(f"Document {number}", self._texts(pdf)[0])
