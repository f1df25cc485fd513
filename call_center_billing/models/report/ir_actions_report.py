"""Reports printed by WeasyPrint where there is no wkhtmltopdf that can print them.

wkhtmltopdf is out of Debian, and what other systems ship is built without the patches by which it draws headers
and page numbers. Where the patched one is installed, as in Odoo's own image, it is used on.
"""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.base.models import ir_actions_report as base_report

from ...report import engine
from ...report.page_css import Paper
from ...report.resources import Resources

ENGINE_PARAMETER = "call_center_billing.pdf_engine"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.model
    def _prints_by_weasyprint(self):
        """Which engine: what the system parameter says, or else WeasyPrint unless wkhtmltopdf is whole."""
        chosen = self.env["ir.config_parameter"].sudo().get_param(ENGINE_PARAMETER)
        if chosen in ("weasyprint", "wkhtmltopdf"):
            return chosen == "weasyprint"
        wkhtmltopdf = base_report._wkhtml()
        return not (wkhtmltopdf.is_patched_qt and wkhtmltopdf.state == "ok")

    @api.model
    def get_wkhtmltopdf_state(self):
        """Override of `base`: with WeasyPrint, PDF can always be asked for.

        Were it said to be missing, the web client would show the report as HTML and advise to install
        wkhtmltopdf; so what is missing of WeasyPrint is said when printing.
        """
        return "ok" if self._prints_by_weasyprint() else super().get_wkhtmltopdf_state()

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Override of `base` to draw the same HTML by WeasyPrint."""
        if not self._prints_by_weasyprint():
            return super()._run_wkhtmltopdf(
                bodies,
                report_ref=report_ref,
                header=header,
                footer=footer,
                landscape=landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )
        self._check_weasyprint()
        report = self._get_report(report_ref) if report_ref else self
        return engine.render(
            bodies,
            header,
            footer,
            self._get_paper(report.get_paperformat(), landscape, specific_paperformat_args),
            Resources(self._get_reader_env(), [self._get_report_url(), self.get_base_url()]),
            self._get_report_url(),
        )

    @api.model
    def _check_weasyprint(self):
        """Say what to install where WeasyPrint cannot be loaded."""
        if engine.MISSING:
            raise UserError(
                self.env._(
                    "PDF needs WeasyPrint and Pango on the server: pip install weasyprint; "
                    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (%(reason)s)",
                    reason=str(engine.MISSING).partition("\n")[0],
                )
            )

    @api.model
    def _get_paper(self, paperformat, landscape, specific_args):
        """The sheet to draw on; what the template says of it goes before the paper format's own."""
        args = specific_args or {}
        lying = landscape or (landscape is None and args.get("data-report-landscape"))
        if not paperformat:
            return Paper().landscape() if lying else Paper()
        paper = Paper(
            # a custom format without a size is A4, as for wkhtmltopdf
            paperformat.print_page_width or Paper().width,
            paperformat.print_page_height or Paper().height,
            float(args.get("data-report-margin-top") or paperformat.margin_top),
            paperformat.margin_right,
            float(args.get("data-report-margin-bottom") or paperformat.margin_bottom),
            paperformat.margin_left,
            float(args.get("data-report-header-spacing") or paperformat.header_spacing),
            paperformat.header_line,
            not paperformat.disable_shrinking,
        )
        return paper.landscape() if lying else paper

    @api.model
    def _get_reader_env(self):
        """The environment with the rights of whoever reads the report.

        Portal pages print with all rights what they have checked access to. The images in it are read with the
        visitor's own, as wkhtmltopdf, which fetches them in the visitor's session, does.
        """
        user_id = request.env.uid if request and request.db and request.env.uid else self.env.uid
        # the companies chosen for printing may not be the visitor's
        context = {key: value for key, value in self.env.context.items() if key != "allowed_company_ids"}
        return self.env(user=user_id, su=False, context=context)
