"""The query behind the completeness screen.

Three things are counted, each by source, month and currency: lines in files, lines that wait to be corrected, calls.
What is missing of a month's calls was removed when its time had come if it is just as many as `call.retention` says;
otherwise it is lost. Lines that tell no day, and those to correct, count in the month of their import; lines have no
currency and stand with the company's.
"""

#: sums of the import totals by day; imports that were taken back are as if they had never been
LINES = """
    SELECT total.company_id, total.source_id, company.currency_id,
           date_trunc('month', COALESCE(total.day, batch.create_date))::date AS month,
           sum(total.line_count) AS line_count, sum(total.stored_count) AS stored_count,
           sum(total.duplicate_count + total.ignored_count) AS other_count, sum(total.refused_count) AS refused_count
      FROM call_import_day total
      JOIN call_import batch ON batch.id = total.import_id AND batch.state != 'withdrawn'
      JOIN res_company company ON company.id = total.company_id
     GROUP BY 1, 2, 3, 4"""

REFUSED = """
    SELECT reject.company_id, reject.source_id, company.currency_id,
           date_trunc('month', batch.create_date)::date AS month, count(*) AS open_refused_count
      FROM call_reject reject
      JOIN call_import batch ON batch.id = reject.import_id AND batch.state != 'withdrawn'
      JOIN res_company company ON company.id = reject.company_id
     WHERE reject.kind = 'refused' AND reject.state = 'open'
     GROUP BY 1, 2, 3, 4"""

#: what calls have in common; the many rows of the store are read once, and told apart in the few of this; by line only
#: where days and calls may have their own orders
ALIKE = """
    SELECT company_id, source_id, currency_id, date_trunc('month', started_at)::date AS month, state, reason,
           statement_id,
           CASE WHEN statement_id IN (SELECT id FROM call_statement WHERE state <> 'invoiced' AND order_id IS NOT NULL)
                THEN statement_line_id END AS line_id,
           count(*) AS calls, count(partner_id) AS matched, sum(talk_seconds) AS seconds, sum(amount) AS amount
      FROM call_record WHERE wholesale_level IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"""

#: a line of a statement with several orders may be invoiced before the statement is
LINE_INVOICED = """
    EXISTS (SELECT FROM sale_order_line item
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = item.id
              JOIN account_move_line invoiced ON invoiced.id = rel.invoice_line_id
              JOIN account_move invoice ON invoice.id = invoiced.move_id
             WHERE item.call_statement_line_id = line.id
               AND invoice.state = 'posted' AND invoice.move_type = 'out_invoice')"""

CALLS = f"""
    SELECT alike.company_id, alike.source_id, COALESCE(alike.currency_id, company.currency_id) AS currency_id, month,
           sum(calls) AS call_count, sum(seconds) AS talk_seconds, sum(matched) AS matched_count,
           sum(calls) FILTER (WHERE alike.state = 'unmatched') AS unmatched_count,
           sum(calls) FILTER (WHERE alike.state = 'unrated') AS unrated_count,
           sum(calls) FILTER (WHERE reason = 'too_late') AS late_count,
           sum(seconds) FILTER (WHERE alike.state IN ('unmatched', 'unrated')) AS unpriced_seconds,
           sum(calls) FILTER (WHERE alike.state = 'rated') AS rated_count,
           sum(alike.amount) FILTER (WHERE alike.state = 'rated') AS rated_amount,
           sum(calls) FILTER (WHERE charged) AS statement_count,
           sum(alike.amount) FILTER (WHERE charged) AS statement_amount,
           sum(seconds) FILTER (WHERE charged) AS statement_seconds,
           sum(calls) FILTER (WHERE charged AND is_ordered) AS ordered_count,
           sum(alike.amount) FILTER (WHERE charged AND is_ordered) AS ordered_amount,
           sum(calls) FILTER (WHERE charged AND is_invoiced) AS invoiced_count,
           sum(alike.amount) FILTER (WHERE charged AND is_invoiced) AS invoiced_amount,
           sum(calls) FILTER (WHERE over) AS overdue_count,
           sum(alike.amount) FILTER (WHERE over) AS overdue_amount,
           sum(seconds) FILTER (WHERE over) AS overdue_seconds
      FROM ({ALIKE}) alike
      JOIN res_company company ON company.id = alike.company_id
      LEFT JOIN call_statement statement ON statement.id = alike.statement_id
      LEFT JOIN call_statement_line line ON line.id = alike.line_id
     CROSS JOIN LATERAL (
           SELECT statement.state IN ('ordered', 'invoiced', 'handed_over') OR line.ordered IS TRUE AS is_ordered,
                  statement.state IN ('invoiced', 'handed_over') OR {LINE_INVOICED} AS is_invoiced) billed
     CROSS JOIN LATERAL (
           SELECT alike.state = 'rated' AND statement.id IS NOT NULL AS charged,
                  alike.state = 'rated' AND NOT is_invoiced AND statement.date_to <= CURRENT_DATE AS over) told
     GROUP BY 1, 2, 3, 4"""

#: a number per source, month and currency; a source has fewer than 4096 months and there are fewer than 1024 currencies
KEY = "(source_id::bigint * 4096 + (extract(year FROM month)::int - 1990) * 12 + extract(month FROM month)::int) * 1024"

COUNTED = (
    *("line_count", "other_count", "refused_count", "open_refused_count", "stored_count", "call_count"),
    *("talk_seconds", "matched_count", "unmatched_count", "unrated_count", "late_count", "rated_count", "rated_amount"),
    *("statement_count", "statement_amount", "ordered_count", "ordered_amount", "invoiced_count", "invoiced_amount"),
    *("overdue_count", "overdue_amount"),
)
WEIGHED = ("free_count", "leak_count", "base_count", "leak_seconds", "base_seconds")
#: calls that neither an answer, nor seconds, nor an outcome that is charged for, put on a bill
FREE = "call_count - unmatched_count - unrated_count - statement_count"
LEAK_COUNT = "unmatched_count + unrated_count + open_refused_count + overdue_count"
BASE_COUNT = "unmatched_count + unrated_count + open_refused_count + statement_count"

COMPLETENESS = f"""
WITH joined AS (
    SELECT company_id, source_id, currency_id, month, {", ".join(f"COALESCE({name}, 0) AS {name}" for name in COUNTED)},
           COALESCE(unpriced_seconds, 0) AS unpriced_seconds, COALESCE(statement_seconds, 0) AS statement_seconds,
           COALESCE(overdue_seconds, 0) AS overdue_seconds
      FROM ({LINES}) lines
      FULL JOIN ({REFUSED}) refused USING (company_id, source_id, currency_id, month)
      FULL JOIN ({CALLS}) calls USING (company_id, source_id, currency_id, month)),
weighed AS (
    SELECT joined.*, {FREE} AS free_count, {LEAK_COUNT} AS leak_count, {BASE_COUNT} AS base_count,
           unpriced_seconds + overdue_seconds AS leak_seconds, unpriced_seconds + statement_seconds AS base_seconds,
           COALESCE(sum(stored_count) OVER one_month - sum(call_count) OVER one_month = retention.removed_count, FALSE)
               AS retained,
           sum(call_count) OVER (PARTITION BY joined.source_id, joined.month) AS source_calls
      FROM joined
      LEFT JOIN call_retention retention USING (company_id, month)
    WINDOW one_month AS (PARTITION BY joined.company_id, joined.month))
SELECT {KEY} + currency_id AS id, company_id, source_id, currency_id, month, to_char(month, 'YYYY-MM') AS period,
       {", ".join(f"{name}::bigint AS {name}" for name in (*COUNTED, *WEIGHED))},
       CASE WHEN stored_count > 0 AND retained THEN stored_count - source_calls ELSE 0 END::bigint AS removed_count,
       CASE WHEN stored_count > 0 AND NOT retained THEN stored_count - source_calls ELSE 0 END::bigint AS lost_count,
       COALESCE(100.0 * leak_count / NULLIF(base_count, 0), 0) AS leakage,
       COALESCE(100.0 * leak_seconds / NULLIF(base_seconds, 0), 0) AS leakage_time
  FROM weighed"""
