"""The chosen calls as a file."""

from decimal import Decimal
from operator import itemgetter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, groupby, split_every

from odoo.addons.call_center_billing.deck.guard import guarded
from odoo.addons.call_center_billing.models.document.account_move_calls import CHUNK, CallReader
from odoo.addons.call_center_billing.models.document.account_move_files import TYPES
from odoo.addons.call_center_billing.models.document.call_sums import Sums
from odoo.addons.call_center_billing.models.tariff.price_text import decimal_point
from odoo.addons.call_center_billing.money import MICRO, format_micro
from odoo.addons.call_center_billing.report import annex
from odoo.addons.call_center_billing.report.annex_sheet import Sheet, csv_file, workbook

from ...period import local_day

#: calls in one file
MOST = {"csv": 100_000, "xlsx": 20_000, "pdf": 5_000}


class CallRecord(models.Model):
    """Numbers are hidden and texts made harmless as in the lists that go with invoices."""

    _inherit = "call.record"

    @api.model
    def _make_portal_export(self, choice, timezone, kind):
        """The calls that the user chose among the account's, newest first.

        :param call_choice.Choice choice:
        :param str timezone: IANA name of the zone to tell times in
        :param str kind: a key of `MOST`
        :return: (name, content, MIME type)
        :raise UserError: there are too many or no such calls, or the user took too many lists
        """
        with self.env.cr.savepoint():
            entry = self.env["call.portal.export"]._take("calls")
            found = self._find_portal_export(choice, timezone, kind)
            entry.rows = len(found)
        calls = self._read_portal_export(found, timezone)
        today = local_day(fields.Datetime.now(), timezone)
        name = f"{self.env._('Calls')} {today}.{kind}"
        if kind == "pdf":
            return name, self._draw_portal_export(list(calls), choice, timezone), TYPES[kind]
        services, outcomes = (
            dict(self._fields[field]._description_selection(self.env)) for field in ("service", "outcome")
        )
        rows = (self._write_portal_row(call, services, outcomes) for call in calls)
        sheet = Sheet(self.env._("Calls"), self._get_portal_columns(), rows, 6)
        if kind == "csv":
            return name, csv_file(sheet.columns, sheet.rows, guarded, decimal_point(self.env)), TYPES[kind]
        return name, workbook([sheet]), TYPES[kind]

    @api.model
    def _get_portal_export_limits(self):
        """How many calls a file of each kind may have, as texts."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        return {kind: lang.format("%d", most, grouping=True) for kind, most in MOST.items()}

    def _find_portal_export(self, choice, timezone, kind):
        """:return: [(id, company id)]"""
        domain = self._get_portal_choice_domain(choice, timezone)
        query = self.sudo()._search(domain, order="started_at desc, id desc", limit=MOST[kind] + 1)
        columns = (SQL.identifier(query.table, name) for name in ("id", "company_id"))
        found = self.env.execute_query(query.select(*columns))
        if not found:
            raise UserError(self.env._("There are no such calls to download."))
        if len(found) > MOST[kind]:
            most = self._get_portal_export_limits()[kind]
            raise UserError(
                self.env._(
                    "There are more than %(most)s such calls, which is too many for a file of this kind. Choose a "
                    "shorter period.",
                    most=most,
                )
            )
        return found

    def _read_portal_export(self, found, timezone):
        """:return: generator of `BilledCall` with the currency's name in its place"""
        env = self.sudo().env
        account = env.user.partner_id.commercial_partner_id
        for company_id, part in groupby(found, itemgetter(1)):
            # how many digits are hidden is the company's matter, too
            reader = CallReader(env, account, env["res.company"].browse(company_id), timezone)
            for ids in split_every(CHUNK, (call_id for call_id, _company in part)):
                for call in reader.billed(ids):
                    yield call._replace(currency=env["res.currency"].browse(call.currency).name or "")

    def _get_portal_columns(self):
        labels = (
            (self.env._("From"), 14),
            (self.env._("Name"), 14),
            (self.env._("Date and time"), 18),
            (self.env._("Called number"), 16),
            (self.env._("Destination"), 20),
            (self.env._("Campaign"), 16),
            (self.env._("Service"), 10),
            (self.env._("Outcome"), 10),
            (self.env._("Quantity"), 9),
            (self.env._("Used"), 9),
            (self.env._("Price without tax"), 12),
            (self.env._("Corrected to"), 12),
            (self.env._("Currency"), 8),
        )
        return [annex.Column(label, share) for label, share in labels]

    def _write_portal_row(self, call, services, outcomes):
        priced = bool(call.currency)
        return (
            call.payer,
            call.label,
            call.start.replace(tzinfo=None),
            call.number,
            call.destination,
            call.campaign,
            services[call.service],
            outcomes[call.outcome],
            call.quantity,
            call.used,
            Decimal(call.amount) / MICRO if priced else None,
            Decimal(call.amount + call.adjusted) / MICRO if priced and call.adjusted else None,
            call.currency,
        )

    # === PDF === #

    def _draw_portal_export(self, calls, choice, timezone):
        rows = [annex.AnnexRow(self._write_portal_line(call)) for call in calls]
        columns = [
            annex.Column(self.env._("Date and time"), 17),
            annex.Column(self.env._("From"), 17),
            annex.Column(self.env._("Called number"), 17),
            annex.Column(self.env._("Destination"), 22),
            annex.Column(self.env._("Used"), 13, right=True),
            annex.Column(self.env._("Price"), 14, right=True),
        ]
        account = self.env.user.partner_id.commercial_partner_id.sudo()
        facts = [
            (self.env._("Customer"), account.name or ""),
            (self.env._("Period"), self._tell_portal_days(choice)),
            (self.env._("Times"), timezone),
            (self.env._("Prices"), self.env._("without tax")),
        ]
        label = self.env._("Page {page} / {pages}")
        groups = [annex.AnnexGroup("", rows)]
        total = self._add_up_portal_lines(calls)
        return annex.render(annex.Annex(self.env._("Calls"), facts, columns, groups, total, page_label=label))

    def _add_up_portal_lines(self, calls):
        whole = Sums()
        for call in calls:
            whole.add(call._replace(amount=call.amount + call.adjusted))
        currencies = {call.currency for call in calls if call.currency}
        # one sum of several currencies means nothing
        sums = whole.amount if len(currencies) == 1 else 0
        price = f"{format_micro(sums, separator=decimal_point(self.env))} {currencies.pop()}" if sums else ""
        return (self.env._("All calls: %(calls)s", calls=whole.calls), "", "", "", whole.used_text(self.env), price)

    def _write_portal_line(self, call):
        price = format_micro(call.amount + call.adjusted, separator=decimal_point(self.env))
        return (
            f"{call.start:%Y-%m-%d %H:%M:%S}",
            f"{call.payer} {call.label}".strip(),
            call.number,
            call.destination,
            call.used,
            f"{price} {call.currency}" if call.currency else "",
        )

    def _tell_portal_days(self, choice):
        begin, end = (day and format_date(self.env, day) for day in (choice.begin, choice.end))
        if not begin and not end:
            return self.env._("All")
        return f"{begin or '…'} – {end or '…'}"
