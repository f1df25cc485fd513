"""Load work done for campaigns from a file, after a look at what is in it."""

import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.campaign.work_lines import LARGEST, Entry, Fault, Unreadable, read
from ..models.deck.file_sample import fault_html, row_html, table_html, warning_html

#: faults and entries that are shown
FAULTS = 50
SHOWN = 8


class CallCampaignWorkImport(models.TransientModel):
    """All lines of the file, or none. A line takes the place of what there was for its campaign, day, kind and agent,
    so that a file may be loaded again."""

    _name = "call.campaign.work.import"
    _description = "Load Campaign Work"

    file = fields.Binary(attachment=True, required=True, help="CSV in UTF-8 with a line of column names.")
    filename = fields.Char()
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("file", "company_id")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard._preview() if wizard.file else False

    def _preview(self):
        try:
            entries, faults = self._read()
        except UserError as error:
            return warning_html(str(error))
        said = self.env._(
            "%(count)s lines, %(bad)s of them with faults.", count=len(entries) + len(faults), bad=len(faults)
        )
        heads = [self.env._("Line"), self.env._("Campaign"), self.env._("Day"), self.env._("Agent")]
        heads += [self.env._("Kind"), self.env._("Count or Minutes")]
        kinds = dict(self.env["call.campaign.activity"]._fields["kind"]._description_selection(self.env))
        rows = [
            row_html(entry.line, campaign.display_name, entry.day, entry.agent, kinds[entry.kind], entry.quantity)
            for entry, campaign in entries[:SHOWN]
        ]
        return Markup("<p>%s</p>") % said + self._faults_html(faults) + (table_html(heads, rows) if rows else "")

    def _faults_html(self, faults):
        heads = [self.env._("Line"), self.env._("Field"), self.env._("What is wrong")]
        rows = [row_html(fault.line, self._field_name(fault), self._reason(fault)) for fault in faults[:FAULTS]]
        if len(faults) > FAULTS:
            rows.append(fault_html("…", self.env._("and %(count)s more", count=len(faults) - FAULTS), 3))
        return table_html(heads, rows) if rows else ""

    def action_import(self):
        """Store the file's work.

        :raise UserError: a line cannot be read; nothing was stored
        """
        self.ensure_one()
        self.env["call.campaign.activity"].check_access("create")
        entries, faults = self._read()
        if faults:
            told = [
                self.env._(
                    "Line %(line)s, %(field)s: %(reason)s",
                    line=fault.line,
                    field=self._field_name(fault),
                    reason=self._reason(fault),
                )
                for fault in faults[:FAULTS]
            ]
            raise UserError("\n".join([self.env._("Nothing was loaded. Mend these lines:"), *told]))
        stored = self._store(entries)
        return stored._get_records_action(name=self.env._("Loaded"))

    def _store(self, entries):
        """The entries as work of their campaigns."""
        known = self.env["call.campaign.activity"]
        days = [entry.day for entry, _campaign in entries]
        campaigns = known.campaign_id.union(*(campaign for _entry, campaign in entries))
        domain = [("campaign_id", "in", campaigns.ids), ("day", ">=", min(days)), ("day", "<=", max(days))]
        there = {work._natural_key(): work for work in known.search(domain)}
        new = {}
        for entry, campaign in entries:
            key = (campaign.id, entry.day, entry.kind, entry.agent)
            vals = {"quantity": entry.quantity, "note": entry.note}
            if key in there:
                there[key].write(vals)
            else:
                new[key] = vals | dict(zip(("campaign_id", "day", "kind", "agent"), key, strict=True))
        created = known.create(list(new.values()))
        keys = {(campaign.id, entry.day, entry.kind, entry.agent) for entry, campaign in entries}
        return created.union(*(work for key, work in there.items() if key in keys))

    def _read(self):
        """
        :return: ([(entry, its campaign)], [faults])
        :raise UserError: the file as a whole cannot be read
        """
        data = base64.b64decode(self.with_context(bin_size=False).file or b"")
        kinds = self._kinds()
        try:
            found = read(data, kinds)
        except Unreadable as error:
            raise UserError(self._refusal(error)) from error
        entries, faults, campaigns, seen = [], [], self._campaigns(), {}
        for line in found:
            if isinstance(line, Entry):
                fits = self._fitting(campaigns, line)
                first = seen.setdefault((fits, line.day, line.kind, line.agent), line.line)
                if len(fits) == 1 and first == line.line:
                    entries.append((line, fits))
                    continue
                reason = "repeated" if len(fits) == 1 else "many" if fits else "campaign"
                line = Fault(line.line, "campaign", reason, str(first) if len(fits) == 1 else line.campaign)
            faults.append(line)
        return entries, faults

    def _kinds(self):
        """Kinds by their codes and by their names, in English and in the user's language."""
        field = self.env["call.campaign.activity"]._fields["kind"]
        names = [*field.selection, *field._description_selection(self.env)]
        return {key: key for key, _name in names} | {name.lower(): key for key, name in names}

    def _campaigns(self):
        found = self.env["call.campaign"].search([("company_id", "=", self.company_id.id)])
        return found.grouped("code")

    def _fitting(self, campaigns, entry):
        fits = campaigns.get(entry.campaign, self.env["call.campaign"])
        if entry.client:
            fits = fits.filtered(lambda campaign: entry.client in (campaign.partner_id.name, campaign.partner_id.ref))
        return fits

    def _field_name(self, fault):
        names = {
            "day": self.env._("Day"),
            "campaign": self.env._("Campaign"),
            "client": self.env._("Client"),
            "agent": self.env._("Agent"),
            "kind": self.env._("Kind"),
            "quantity": self.env._("Quantity"),
            "note": self.env._("Note"),
        }
        return names[fault.field]

    def _reason(self, fault):
        value = fault.value
        kinds = ", ".join(key for key, _name in self.env["call.campaign.activity"]._fields["kind"].selection)
        texts = {
            "missing": self.env._("it is missing"),
            "long": self.env._("“%(value)s…” is too long", value=value),
            "day": self.env._("“%(value)s” is no day; write it as 2026-11-30", value=value),
            "kind": self.env._("“%(value)s” is none of %(kinds)s", value=value, kinds=kinds),
            "quantity": self.env._("“%(value)s” is no whole number from 0 to %(most)s", value=value, most=LARGEST),
            "campaign": self.env._("no campaign has the account code “%(value)s”", value=value),
            "repeated": self.env._("line %(value)s tells of the same day, agent and kind: add the two up", value=value),
            "many": self.env._("“%(value)s” is the code of several clients' campaigns; name the client", value=value),
        }
        return texts[fault.reason]

    def _refusal(self, error):
        texts = {
            "encoding": self.env._("Line %(value)s is not in UTF-8. Save the file as CSV in UTF-8.", value=error.value),
            "header": self.env._("The first line must name the columns; missing: %(value)s.", value=error.value),
            "empty": self.env._("The file has no lines below the column names."),
            "csv": self.env._("Line %(value)s cannot be read as CSV: look at its quotation marks.", value=error.value),
            "size": self.env._("The file has more than %(value)s lines. Split it.", value=error.value),
        }
        return texts[error.reason]
