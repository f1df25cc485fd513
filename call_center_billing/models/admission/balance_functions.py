"""The balance's parts as SQL, in functions: PostgreSQL keeps their plans, which take longer to make than to carry out.

What is not invoiced comes by currency and article: its tax and its worth are the worker's to add, see
`call_balance_terms.py`. Payments "in process" that Odoo made no journal entry for are counted here until their state
changes, which it does when the books have the money; those with an entry are journal items like any other.
"""

#: A plan is made once in a connection, maybe while there are no calls in progress: reading all of them is right then,
#: and very wrong an hour later. So whatever has an index is read by it, and the conditions leave no other index to
#: choose: `company_id + 0` none that begins with the company, `= ANY(ARRAY[…])` none of an exclusion constraint, which
#: takes three times as long as a plain one. A bitmap is dear for the few rows that an account has; what has no index
#: would seem to be worth compiling.
BY_INDEX = "SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off"

#: company, account (a commercial partner) and the moment (UTC) at which holds must still live
PARTS = f"""
CREATE OR REPLACE FUNCTION call_balance_parts(
    of_company integer, of_account integer, moment timestamp,
    OUT receivable bigint, OUT reserved bigint, OUT uninvoiced jsonb
) LANGUAGE plpgsql STABLE {BY_INDEX} AS $$
DECLARE
    contacts integer[];
BEGIN
    contacts := ARRAY(SELECT id FROM res_partner WHERE commercial_partner_id = of_account);
    SELECT (COALESCE(sum(-1000000 * line.amount_residual), 0))::bigint INTO receivable
      FROM account_move_line line
     WHERE line.account_id = ANY(ARRAY(SELECT id FROM account_account WHERE account_type = 'asset_receivable'))
       AND line.partner_id = ANY(contacts)
       AND line.reconciled IS NOT TRUE
       AND line.parent_state = 'posted'
       AND line.company_id + 0 = of_company;
    SELECT receivable + (COALESCE(sum(1000000 * payment.amount_company_currency_signed), 0))::bigint INTO receivable
      FROM account_payment payment
     WHERE payment.partner_id = ANY(contacts)
       AND payment.state = 'in_process'
       AND payment.move_id IS NULL
       AND payment.partner_type = 'customer'
       AND payment.company_id + 0 = of_company;
    SELECT COALESCE(sum(hold.amount), 0) INTO reserved
      FROM call_hold hold
     WHERE hold.partner_id = of_account
       AND hold.company_id + 0 = of_company
       AND hold.state = 'open'
       AND hold.expires_at > moment;
    IF EXISTS (SELECT FROM call_hold_share WHERE partner_id = of_account) THEN
        -- what a reseller pays for calls of its customers in progress
        SELECT reserved + COALESCE(sum(share.amount), 0) INTO reserved
          FROM call_hold_share share
          JOIN call_hold hold ON hold.id = share.hold_id
         WHERE share.partner_id = of_account
           AND hold.company_id = of_company
           AND hold.state = 'open'
           AND hold.expires_at > moment;
    END IF;
    SELECT COALESCE(jsonb_agg(jsonb_build_array(found.currency_id, found.product_id, found.amount, found.lines)), '[]')
      INTO uninvoiced
      FROM (SELECT statement.currency_id, line.product_id, sum(line.amount)::bigint AS amount, count(*) AS lines
              FROM call_statement statement
              JOIN call_statement_line line ON line.statement_id = statement.id
             WHERE statement.company_id + 0 = of_company
               AND statement.partner_id = ANY(ARRAY[of_account])
               AND statement.state IN ('open', 'ordered')
               AND (line.call_count > 0 OR line.charge_id IS NOT NULL)
               -- of a statement with several orders, some may be invoiced already
               AND NOT (statement.order_id IS NOT NULL AND EXISTS (
                   SELECT FROM sale_order_line item
                     JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = item.id
                     JOIN account_move_line invoiced ON invoiced.id = rel.invoice_line_id
                     JOIN account_move invoice ON invoice.id = invoiced.move_id
                    WHERE item.call_statement_line_id = line.id
                      AND invoice.state = 'posted' AND invoice.move_type = 'out_invoice'
                   OFFSET 0))  -- line by line, or all lines that were ever invoiced might be read at once
             GROUP BY 1, 2) found;
END $$
"""

#: parts and policy of these accounts
READ = """
SELECT account.id, account.call_policy, account.call_credit_policy,
       (1000000 * COALESCE(account.call_credit_limit, 0))::bigint,
       parts.receivable, parts.reserved, parts.uninvoiced
  FROM res_partner account
 CROSS JOIN LATERAL call_balance_parts(%s, account.id, %s) parts
 WHERE account.id = ANY(%s)
"""
