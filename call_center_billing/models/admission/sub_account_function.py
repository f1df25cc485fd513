"""What a decision needs to know of the sub-account that calls, beside who pays: read for sub-accounts only.

Its price list, discounts and clock hold if it has a list of its own, else the payer's do; the days and months of its
limits go by the payer's clock.
"""

from .limits import DAY_LIMIT

SUB_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION call_sub_account_facts(
    of_company integer, of_account integer, called varchar, moment timestamp, zone varchar
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    account record;
    facts jsonb;
    today timestamp;
    month timestamp;
    channels bigint := 0;
    begun bigint := 0;
    numbers bigint := 0;
    again boolean := false;
    held bigint := 0;
    spent_today jsonb := '[]';
    spent_this_month jsonb := '[]';
BEGIN
    SELECT partner.lang, partner.call_timezone, partner.call_group_id, partner.country_id,
           partner.specific_property_product_pricelist -> of_company::text AS pricelist,
           partner.call_max_channels, partner.call_max_rate, {DAY_LIMIT} AS call_day_limit, partner.call_price_cap,
           partner.call_distinct_limit, partner.call_month_limit
      INTO account FROM res_partner partner WHERE partner.id = of_account;
    today := date_trunc('day', moment AT TIME ZONE 'UTC' AT TIME ZONE zone) AT TIME ZONE zone AT TIME ZONE 'UTC';
    month := date_trunc('month', moment AT TIME ZONE 'UTC' AT TIME ZONE zone) AT TIME ZONE zone AT TIME ZONE 'UTC';
    facts := jsonb_build_object('user', of_account, 'lang', account.lang);
    IF jsonb_typeof(account.pricelist) = 'number' THEN
        facts := facts || jsonb_build_object(
            'priced_as', of_account, 'zone', account.call_timezone,
            'terms', jsonb_build_array(
                account.pricelist, account.call_group_id, account.country_id,
                (SELECT jsonb_agg(discount.id ORDER BY discount.id) FROM call_discount discount
                  WHERE discount.partner_id = of_account AND discount.company_id = of_company AND discount.active)));
    END IF;
    IF account.call_max_channels > 0 THEN
        SELECT count(*) INTO channels FROM call_hold
         WHERE sub_account_id = of_account AND company_id + 0 = of_company AND state = 'open' AND expires_at > moment;
    END IF;
    IF account.call_max_rate > 0 THEN
        SELECT count(*) INTO begun FROM call_hold
         WHERE sub_account_id = of_account AND company_id + 0 = of_company AND begun_at > moment - interval '1 second';
    END IF;
    IF account.call_distinct_limit > 0 THEN
        SELECT count(DISTINCT b_number), COALESCE(bool_or(b_number = called), false) INTO numbers, again FROM call_hold
         WHERE sub_account_id = of_account AND company_id + 0 = of_company AND begun_at >= today;
    END IF;
    IF account.call_day_limit > 0 OR account.call_month_limit > 0 THEN
        SELECT COALESCE(sum(price), 0) INTO held FROM call_hold
         WHERE sub_account_id = of_account AND company_id + 0 = of_company AND state = 'open' AND expires_at > moment;
    END IF;
    IF account.call_day_limit > 0 THEN
        spent_today := call_sub_account_spent(of_company, of_account, today);
    END IF;
    IF account.call_month_limit > 0 THEN
        spent_this_month := call_sub_account_spent(of_company, of_account, month);
    END IF;
    RETURN facts || jsonb_build_object(
        'sub_limits', jsonb_build_array(
            account.call_month_limit, account.call_max_channels, account.call_max_rate, account.call_day_limit,
            account.call_price_cap, account.call_distinct_limit),
        'sub_usage', jsonb_build_array(channels, begun, numbers, again, held, spent_today, spent_this_month));
END $$;
CREATE OR REPLACE FUNCTION call_sub_account_spent(
    of_company integer, of_account integer, since timestamp
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
    SELECT COALESCE(jsonb_agg(jsonb_build_array(found.currency_id, found.amount)), '[]')
      FROM (SELECT currency_id, sum(amount)::bigint AS amount FROM call_record_store
             WHERE sub_account_id = of_account AND company_id = of_company
               AND started_at >= since AND currency_id IS NOT NULL
             GROUP BY currency_id) found);
END $$
"""
