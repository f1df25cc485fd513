"""How are these accounts billed? Their cycles, and which of their calls have an order of their own."""

from ...billing.slot import CALL_START

#: accounts that have, or had, other periods than calendar months: of these each day is looked up by itself
UNEVEN = """
SELECT DISTINCT partner_id FROM call_statement
 WHERE company_id = %s AND NOT (EXTRACT(day FROM date_from) = 1 AND date_to = (date_from + interval '1 month')::date)
"""
#: found by indexes: a small file must not read all accounts
OWN = """
SELECT account.id, COALESCE(account.call_cycle_id, members.call_cycle_id),
       COALESCE(account.call_order_policy, members.call_order_policy)
  FROM res_partner account LEFT JOIN call_customer_group members ON members.id = account.call_group_id
 WHERE account.call_cycle_id IS NOT NULL OR account.call_order_policy IS NOT NULL
    OR account.call_group_id = ANY(ARRAY(SELECT id FROM call_customer_group
                                          WHERE call_cycle_id IS NOT NULL OR call_order_policy IS NOT NULL))
"""


class BillingRules:
    """The rules of a company's accounts, read once for an import. Most accounts and groups have none of their own."""

    def __init__(self, env, company):
        env.flush_all()
        self.company = company
        self.rule = company.call_cycle_id._rule()
        self.policy = company.call_order_policy or "cycle"
        env.cr.execute(OWN)
        rows = env.cr.fetchall()
        rules = {cycle.id: cycle._rule() for cycle in env["call.cycle"].browse({row[1] for row in rows if row[1]})}
        self.own_rules = {partner: rules[cycle] for partner, cycle, _policy in rows if cycle}
        self.own_policies = {partner: policy for partner, _cycle, policy in rows if policy}
        env.cr.execute(UNEVEN, (company.id,))
        self.uneven = {partner for (partner,) in env.cr.fetchall()}

    def cycles(self, partner_ids):
        """{account: billing.Cycle}"""
        return {partner: self.own_rules.get(partner, self.rule) for partner in partner_ids}

    def with_buckets(self, calls, source_id):
        """Calls with their `bucket`, days that lie on one statement for certain: a month for who is billed by calendar
        months and always was, else the day; and with their `slot`, see `slot_of`."""
        import polars as pl

        day = pl.lit(None, dtype=pl.Date)
        for zone in calls["zone"].unique():
            local = pl.col("started_at").dt.convert_time_zone(zone).dt.date()
            day = pl.when(pl.col("zone") == zone).then(local).otherwise(day)
        calls = calls.with_columns(bucket=day).with_columns(slot=self._slots(source_id))
        month = pl.col("bucket").dt.truncate("1mo")
        return calls.with_columns(bucket=pl.when(self._by_month()).then(month).otherwise("bucket"))

    def _by_month(self):
        """Which accounts' calls of a calendar month lie on one statement, an expression."""
        import polars as pl

        months = {partner for partner, rule in self.own_rules.items() if by_month(rule)}
        if by_month(self.rule):
            others = self.uneven | (self.own_rules.keys() - months)
            return ~pl.col("partner_id").is_in(sorted(others)) if others else pl.lit(True)
        return pl.col("partner_id").is_in(sorted(months - self.uneven)) if months else pl.lit(False)

    def _slots(self, source_id):
        """The slots of calls by their day (`bucket`), an expression."""
        import polars as pl

        whole, day = pl.lit(""), pl.col("bucket").dt.strftime("%Y-%m-%d")
        start = pl.col("started_at").dt.strftime(CALL_START)
        texts = {"cycle": whole, "day": day, "call": pl.concat_str(start, pl.lit(f"/{source_id}/"), "identity")}
        slot = texts[self.policy]
        for policy, text in texts.items():
            partners = sorted(partner for partner, own in self.own_policies.items() if own == policy)
            if partners and policy != self.policy:
                slot = pl.when(pl.col("partner_id").is_in(partners)).then(text).otherwise(slot)
        return slot


def by_month(rule):
    """Whether periods of a cycle are calendar months.

    :param billing.Cycle rule: any
    """
    return rule.unit == "month" and rule.interval == 1 and rule.anchor.day == 1
