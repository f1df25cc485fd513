"""Which statements are due: their period is over by the customer's own clock, and nothing was invoiced of them."""

from odoo import fields
from odoo.tools import SQL


def due_statements(run, told=False):
    """Ids of the statements that a run is about, in the order in which they are billed.

    :param call.billing.run run: where and what for; also one that is not stored
    :param bool told: without those that wait on a line of another run, set aside or to be billed
    """
    env = run.env
    env.flush_all()
    parts = [
        SQL("statement.company_id = %s", run.company_id.id),
        SQL("statement.state <> 'invoiced' AND statement.by_reseller IS NOT TRUE"),
        SQL("(statement.state = 'open' OR NOT %s)", _drafted()),
        *_over(run),
        *_chosen(run),
    ]
    if told:
        parts.append(SQL("NOT %s", _waits(run)))
    query = SQL(
        """SELECT statement.id
             FROM call_statement statement JOIN res_partner account ON account.id = statement.partner_id
            WHERE %s ORDER BY statement.date_to, statement.partner_id, statement.id""",
        SQL(" AND ").join(parts),
    )
    return [key for (key,) in env.execute_query(query)]


def _over(run):
    """The period has ended, the company's days of waiting included."""
    if run.before_end:
        return [SQL("statement.date_from <= %s", run.day)]
    zone = SQL("COALESCE(account.call_timezone, %s)", run.company_id.partner_id.tz or "UTC")
    today = SQL("timezone(%s, %s::timestamp AT TIME ZONE 'UTC')::date", zone, fields.Datetime.now())
    wait = run.company_id.call_billing_wait_days if run.cause == "cycle" else 0
    return [SQL("statement.date_to + %s <= LEAST(%s, %s)", wait, run.day, today)]


def _chosen(run):
    """Only these customers, groups and campaigns."""
    if run.partner_ids:
        yield SQL("statement.partner_id IN %s", tuple(run.partner_ids.commercial_partner_id.ids))
    if run.group_ids:
        yield SQL("account.call_group_id IN %s", tuple(run.group_ids.ids))
    if run.campaign_ids:
        yield SQL(
            """EXISTS (SELECT FROM call_statement_line line
                        WHERE line.statement_id = statement.id AND line.campaign_id IN %s
                          AND (line.call_count > 0 OR line.charge_id IS NOT NULL))""",
            tuple(run.campaign_ids.ids),
        )


def _drafted():
    """A draft invoice has it already."""
    return SQL(
        """EXISTS (SELECT FROM call_statement_line line
                     JOIN sale_order_line ordered ON ordered.call_statement_line_id = line.id
                     JOIN sale_order_line_invoice_rel made ON made.order_line_id = ordered.id
                     JOIN account_move_line item ON item.id = made.invoice_line_id
                    WHERE line.statement_id = statement.id AND item.parent_state = 'draft')"""
    )


def _waits(run):
    """A run that is not cancelled has it on its list, or had it lately and left it out."""
    return SQL(
        """EXISTS (SELECT FROM call_billing_run_line line JOIN call_billing_run run ON run.id = line.run_id
                    WHERE line.statement_id = statement.id AND run.id <> %s AND run.state <> 'cancelled'
                      AND (line.state IN ('aside', 'failed') OR run.state IN ('draft', 'looked', 'running')
                           OR line.state IN ('ready', 'empty') AND run.day > %s::date - 25))""",
        run.id or 0,
        run.day,
    )
