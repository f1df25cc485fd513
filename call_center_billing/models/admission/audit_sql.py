"""Where could a balance be wrong? Each part worked out from its sources, and those that differ.

Every query gives rows (account, what it is about, kept, recomputed), amounts in micro-units but for counts. They look
at what still counts: statements that are not invoiced, and open journal items.
"""

#: calls → statement lines
LINES = """
SELECT statement.partner_id, 'line', line.id, COALESCE(line.amount, 0), COALESCE(calls.amount, 0)
  FROM call_statement statement
  JOIN call_statement_line line ON line.statement_id = statement.id
  LEFT JOIN (SELECT statement_line_id, sum(amount)::bigint AS amount, count(*) AS calls, sum(talk_seconds) AS seconds
               FROM call_record_store
              WHERE statement_id IN (SELECT id FROM call_statement
                                      WHERE company_id = %(company)s AND state IN ('open', 'ordered')
                                        AND (%(accounts)s::int[] IS NULL OR partner_id = ANY(%(accounts)s)))
                AND statement_line_id IS NOT NULL
              GROUP BY statement_line_id) calls ON calls.statement_line_id = line.id
 WHERE statement.company_id = %(company)s AND statement.state IN ('open', 'ordered') AND line.charge_id IS NULL
   AND (%(accounts)s::int[] IS NULL OR statement.partner_id = ANY(%(accounts)s))
   AND (COALESCE(line.amount, 0), COALESCE(line.call_count, 0), COALESCE(line.talk_seconds, 0))
       IS DISTINCT FROM (COALESCE(calls.amount, 0), COALESCE(calls.calls, 0), COALESCE(calls.seconds, 0))
"""

#: charges → statement lines: each on its line, at its amount
CHARGES = """
SELECT charge.partner_id, 'charge', charge.id, COALESCE(sum(line.amount), 0)::bigint, COALESCE(charge.amount, 0)
  FROM call_charge charge
  LEFT JOIN call_statement_line line ON line.charge_id = charge.id
 WHERE charge.company_id = %(company)s AND charge.state = 'placed'
   AND (%(accounts)s::int[] IS NULL OR charge.partner_id = ANY(%(accounts)s))
 GROUP BY charge.id HAVING COALESCE(sum(line.amount), 0) <> COALESCE(charge.amount, 0)
"""

#: statement lines → statements
STATEMENTS = """
SELECT statement.partner_id, 'statement', statement.id, COALESCE(statement.amount, 0), COALESCE(lines.amount, 0)
  FROM call_statement statement
  LEFT JOIN LATERAL (SELECT sum(amount)::bigint AS amount, sum(call_count) AS calls, sum(talk_seconds) AS seconds
                       FROM call_statement_line line WHERE line.statement_id = statement.id) lines ON true
 WHERE statement.company_id = %(company)s AND statement.state IN ('open', 'ordered')
   AND (%(accounts)s::int[] IS NULL OR statement.partner_id = ANY(%(accounts)s))
   AND (COALESCE(statement.amount, 0), COALESCE(statement.call_count, 0), COALESCE(statement.talk_seconds, 0))
       IS DISTINCT FROM (COALESCE(lines.amount, 0), COALESCE(lines.calls, 0), COALESCE(lines.seconds, 0))
"""

#: journal items: what is left of each, from its balance and what it was matched with
ITEMS = """
SELECT partner.commercial_partner_id, 'item', line.id,
       (1000000 * line.amount_residual)::bigint, (1000000 * (line.balance - matched.amount))::bigint
  FROM account_move_line line
  JOIN account_account account ON account.id = line.account_id AND account.account_type = 'asset_receivable'
  JOIN res_partner partner ON partner.id = line.partner_id
 CROSS JOIN LATERAL (
       SELECT COALESCE((SELECT sum(amount) FROM account_partial_reconcile WHERE debit_move_id = line.id), 0)
            - COALESCE((SELECT sum(amount) FROM account_partial_reconcile WHERE credit_move_id = line.id), 0) AS amount
       ) matched
 WHERE line.company_id = %(company)s AND line.parent_state = 'posted'
   AND (%(accounts)s::int[] IS NULL OR partner.commercial_partner_id = ANY(%(accounts)s))
   AND (1000000 * line.amount_residual)::bigint <> (1000000 * (line.balance - matched.amount))::bigint
"""

#: holds: nothing is held back for a call that has been charged
HOLDS = """
SELECT hold.partner_id, 'hold', hold.id, hold.amount, 0
  FROM call_hold hold
 WHERE hold.company_id = %(company)s AND hold.state = 'open'
   AND (%(accounts)s::int[] IS NULL OR hold.partner_id = ANY(%(accounts)s))
   AND EXISTS (SELECT FROM call_record_store call
                WHERE call.source_id = hold.source_id
                  AND call.identity IN (hold.call_id, hold.record_identity)
                  AND call.started_at BETWEEN hold.begun_at - interval '2 days' AND hold.begun_at + interval '2 days')
"""

CHECKS = (LINES, CHARGES, STATEMENTS, ITEMS, HOLDS)
