"""What a decision needs to know of the resellers of who pays: read for accounts that a reseller sold only.

Their locks are taken from the customer up, so that two admissions never wait for each other in a circle.
"""

from ..mediation.resale_chain import DEPTH

RESELLERS = f"""
CREATE OR REPLACE FUNCTION call_reseller_facts(
    of_company integer, of_account integer, moment timestamp, located boolean
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    account record;
    parts record;
    facts jsonb := '[]';
    account_id integer := of_account;
BEGIN
    FOR level IN 1..{DEPTH} LOOP
        EXIT WHEN account_id IS NULL;
        SELECT partner.call_policy, partner.call_credit_policy, partner.call_credit_limit, partner.call_minimum_balance,
               partner.call_timezone, partner.call_group_id, partner.country_id, partner.state_id, partner.zip,
               partner.vat, partner.specific_property_product_pricelist -> of_company::text AS pricelist,
               partner.property_account_position_id -> of_company::text AS position, partner.call_reseller_id
          INTO account FROM res_partner partner WHERE partner.id = account_id;
        parts := call_balance_parts(of_company, account_id, moment);
        facts := facts || jsonb_build_array(jsonb_build_object(
            'account', account_id, 'number', NULL, 'list', NULL, 'zone', account.call_timezone,
            'terms', jsonb_build_array(
                account.pricelist, account.call_group_id, account.country_id,
                (SELECT jsonb_agg(discount.id ORDER BY discount.id) FROM call_discount discount
                  WHERE discount.partner_id = account_id AND discount.company_id = of_company AND discount.active)),
            'credit', jsonb_build_array(
                account.call_policy, account.call_credit_policy,
                (1000000 * COALESCE(account.call_credit_limit, 0))::bigint,
                (1000000 * COALESCE(account.call_minimum_balance, 0))::bigint),
            'parts', jsonb_build_array(parts.receivable, parts.reserved, parts.uninvoiced),
            'place', CASE WHEN located THEN jsonb_build_array(
                account.position, account.country_id, account.country_id, account.state_id, account.zip,
                CASE WHEN account.vat <> '' THEN account_id END) END,
            'block', (SELECT min(block.id) FROM call_block block
              WHERE block.partner_id = account_id AND block.lifted_at IS NULL AND block.company_id = of_company
                AND block.date_from <= moment AND (block.date_to IS NULL OR moment < block.date_to))));
        account_id := account.call_reseller_id;
    END LOOP;
    RETURN facts;
END $$;
CREATE OR REPLACE FUNCTION call_reseller_lock(of_account integer, lock integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    account_id integer := of_account;
BEGIN
    FOR level IN 1..{DEPTH} LOOP
        EXIT WHEN account_id IS NULL;
        PERFORM pg_advisory_xact_lock(lock, account_id);
        SELECT partner.call_reseller_id INTO account_id FROM res_partner partner WHERE partner.id = account_id;
    END LOOP;
END $$
"""
