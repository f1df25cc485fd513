"""The dry run."""

from psycopg2.extras import execute_values

from odoo import fields, models
from odoo.exceptions import UserError

from .due import due_statements
from .inspection import Inspection

WARNING = "mail.mail_activity_data_warning"
#: periods that are looked at together
CHUNK = 500
#: lines that one job bills
PART = 1_000
COLUMNS = (
    *("run_id", "company_id", "statement_id", "partner_id", "currency_id", "part", "chosen", "state", "call_count"),
    *("amount", "tax", "total", "usual", "change", "finding", "finding_codes", "severity", "odd"),
    *("create_uid", "create_date", "write_uid", "write_date"),
)


class CallBillingRun(models.Model):
    """Who would be billed, how much, and what is odd."""

    _inherit = "call.billing.run"

    #: accounts with the same trouble that have an activity each
    _many = 20

    def action_look(self):
        """Look at what there is to bill, anew; nothing is billed yet."""
        self.check_access("write")
        for run in self:
            if run.state not in ("draft", "looked"):
                raise UserError(self.env._("%(run)s has been created. Make a new run.", run=run.name))
            run._look()

    def _look(self):
        """List the accounts that are due with what their bills would come to."""
        self.ensure_one()
        run = self.sudo().with_company(self.company_id)
        left_out = run.line_ids.filtered(lambda line: not line.chosen).statement_id.ids
        run.line_ids.activity_unlink(["mail.mail_activity_data_warning"])
        run.line_ids.unlink()
        found = due_statements(run, told=run.cause == "cycle")
        for start in range(0, len(found), CHUNK):
            run._look_at(found[start : start + CHUNK], start, set(left_out))
        run.write({"state": "looked", "looked_at": fields.Datetime.now()})
        run._set_aside(run.line_ids.filtered(lambda line: line.state == "aside"))
        run._say_looked()

    def _look_at(self, ids, start, left_out):
        """Lines for these statements, by SQL: a run has thousands."""
        statements = self.env["call.statement"].browse(ids)
        seen = Inspection(self, statements)
        now, user = fields.Datetime.now(), self.env.uid
        rows = []
        for number, statement in enumerate(statements, start):
            vals = seen.line_vals(statement)
            fixed = {
                "run_id": self.id,
                "company_id": self.company_id.id,
                "statement_id": statement.id,
                "partner_id": statement.partner_id.id,
                "currency_id": statement.currency_id.id,
                "part": number // PART,
                "chosen": statement.id not in left_out,
                "create_uid": user,
                "write_uid": user,
                "create_date": now,
                "write_date": now,
            }
            rows.append(tuple((fixed | vals)[column] for column in COLUMNS))
        execute_values(
            self.env.cr._obj, f"INSERT INTO call_billing_run_line ({', '.join(COLUMNS)}) VALUES %s", rows, page_size=CHUNK
        )
        self.env.invalidate_all()

    def _set_aside(self, lines):
        """Activities for who looks after billing: one for each account, or one for all if there are too many."""
        if not lines:
            return
        user = self.user_id.filtered("active") or self.company_id._call_billing_responsible()
        labels = dict(lines._fields["finding"]._description_selection(self.env))
        for finding, own in lines.grouped("finding").items():
            reason = labels.get(finding) or self.env._("Error")
            if len(own) > self._many:
                summary = self.env._("%(count)s accounts set aside: %(reason)s", count=len(own), reason=reason)
                self.activity_schedule(WARNING, summary=summary, user_id=user.id)
                continue
            for line in own:
                summary = self.env._("%(account)s: %(reason)s", account=line.partner_id.name, reason=reason)
                line.activity_schedule(WARNING, summary=summary, note=line.error or "", user_id=user.id)

    def _say_looked(self):
        self.invalidate_recordset()
        self.message_post(
            body=self.env._(
                "Dry run: %(ready)s to bill, %(aside)s set aside, %(odd)s odd.",
                ready=self.ready_count,
                aside=self.aside_count,
                odd=self.odd_count,
            )
        )
