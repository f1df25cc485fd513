"""All that a decision needs to know, in one round trip.

`caller` is the number whose owner is asked for: who calls, or, of a call that comes in, who is called. `passes` are the
levels of blocks that keep nobody from such a call; `did_billing` is the source's. `house` says which limits hold for
everybody: channels, rate, day, different numbers of an account; channels and rate of all together.

The function takes the account's lock first, if it is to: whatever it reads afterwards, in a READ COMMITTED transaction,
holds until the transaction ends, for every other admission of the account waits at that line.
"""

from odoo.orm.registry import _CACHES_BY_KEY

from .balance_functions import BY_INDEX
from .limits import DAY_LIMIT

#: advisory locks: of an account's admissions, of a company's while a limit holds for all of its accounts
ACCOUNT_LOCK, COMPANY_LOCK = 0x43414C41, 0x43414C43

#: what is read of an account, at once: each look-up takes longer than all these columns
ACCOUNT = f"""
    partner.id, partner.call_payer_id, partner.call_reseller_id, partner.call_policy, partner.call_credit_policy,
    partner.call_credit_limit, partner.call_minimum_balance, partner.lang, partner.call_timezone,
    partner.call_group_id, partner.country_id, partner.state_id, partner.zip, partner.vat,
    partner.specific_property_product_pricelist -> of_company::text AS pricelist,
    partner.property_account_position_id -> of_company::text AS position, partner.call_max_channels,
    partner.call_max_rate, {DAY_LIMIT} AS call_day_limit, partner.call_price_cap, partner.call_distinct_limit
"""

FACTS = f"""
CREATE OR REPLACE FUNCTION call_admission_facts(
    of_company integer, of_source integer, of_call varchar, asked varchar, caller varchar, payer integer,
    code varchar, called varchar, moment timestamp, usual_zone varchar, located boolean, locking boolean,
    house boolean[], passes varchar[], did_billing varchar
) RETURNS jsonb LANGUAGE plpgsql VOLATILE {BY_INDEX} AS $$
DECLARE
    owned record;
    holder record;
    account record;
    campaign record;
    parts record;
    place record;
    blocked record;
    blocked_ids integer[];
    facts jsonb;
    caller_id integer := payer;
    account_id integer;
    reseller_id integer;
    since timestamp;
    channels bigint := 0;
    begun bigint := 0;
    channels_of_all bigint := 0;
    begun_of_all bigint := 0;
    numbers bigint := 0;
    again boolean := false;
    held bigint := 0;
    spent jsonb := '[]';
BEGIN
    SELECT number.id, number.partner_id, number.pricelist_id, number.kind INTO owned
      FROM call_number number
     WHERE number.number = ANY(ARRAY[caller]) AND number.company_id + 0 = of_company AND caller <> ''
       AND number.valid_from <= moment AND (number.valid_to IS NULL OR moment < number.valid_to)
       AND (payer IS NULL OR number.partner_id = payer);
    -- where the source says so, who holds a called DID pays for the call; what is not used is not even planned
    IF payer IS NULL AND called <> '' AND NOT 'inbound' = ANY (passes)
       AND (did_billing = 'always' OR did_billing = 'stranger' AND owned.id IS NULL) THEN
        SELECT number.id, number.partner_id, number.pricelist_id, number.kind INTO holder
          FROM call_number number
         WHERE number.number = ANY(ARRAY[called]) AND number.company_id + 0 = of_company AND number.kind = 'did'
           AND number.valid_from <= moment AND (number.valid_to IS NULL OR moment < number.valid_to);
        IF holder.id IS NOT NULL THEN
            owned := holder;
        END IF;
    END IF;
    caller_id := COALESCE(payer, owned.partner_id);
    -- the balance, the lock and the limits of who pays; a sub-account's own limits besides
    SELECT {ACCOUNT} INTO account FROM res_partner partner WHERE partner.id = caller_id;
    IF account.call_payer_id <> caller_id THEN
        SELECT {ACCOUNT} INTO account FROM res_partner partner WHERE partner.id = account.call_payer_id;
    END IF;
    account_id := account.id;
    reseller_id := account.call_reseller_id;
    IF locking THEN
        IF account_id IS NOT NULL THEN
            PERFORM pg_advisory_xact_lock({ACCOUNT_LOCK}, account_id);
        END IF;
        IF reseller_id IS NOT NULL THEN
            PERFORM call_reseller_lock(reseller_id, {ACCOUNT_LOCK});
        END IF;
        IF house[5] OR house[6] THEN
            PERFORM pg_advisory_xact_lock({COMPANY_LOCK}, of_company);
        END IF;
    END IF;
    SELECT jsonb_build_object('prior', jsonb_build_array(hold.id, hold.question, hold.answer)) INTO facts
      FROM call_hold hold WHERE hold.source_id = of_source AND hold.call_id = of_call;
    IF facts IS NULL THEN
        SELECT jsonb_build_object('prior', jsonb_build_array(NULL, denial.question, denial.answer)) INTO facts
          FROM call_denial denial
         WHERE denial.source_id = of_source AND denial.call_id = of_call AND denial.question = asked;
    END IF;
    IF facts IS NOT NULL THEN
        RETURN facts;
    END IF;
    facts := jsonb_build_object('account', account_id, 'number', owned.id, 'list', owned.pricelist_id);
    SELECT block.id, block.reason_id INTO blocked FROM call_block block
     WHERE block.partner_id IN (account_id, caller_id) AND block.lifted_at IS NULL AND block.company_id + 0 = of_company
       AND block.date_from <= moment AND (block.date_to IS NULL OR moment < block.date_to)
       AND block.level <> ALL (passes)
     LIMIT 1;
    IF blocked.id IS NULL AND caller <> '' THEN
        SELECT block.id, block.reason_id INTO blocked FROM call_block block
         WHERE block.number = caller AND block.lifted_at IS NULL AND block.company_id + 0 = of_company
           AND block.date_from <= moment AND (block.date_to IS NULL OR moment < block.date_to)
           AND block.level <> ALL (passes)
         LIMIT 1;
    END IF;
    IF blocked.id IS NULL AND 'inbound' = ANY (passes) THEN
        SELECT block.id, block.reason_id INTO blocked FROM call_block block
         WHERE block.number = called AND block.lifted_at IS NULL AND block.company_id + 0 = of_company
           AND block.date_from <= moment AND (block.date_to IS NULL OR moment < block.date_to)
         LIMIT 1;
    END IF;
    IF blocked.id IS NOT NULL THEN
        RETURN facts || jsonb_build_object('block', blocked.id, 'block_prompt', (
            SELECT prompt.code FROM call_block_reason reason JOIN call_prompt prompt ON prompt.id = reason.prompt_id
             WHERE reason.id = blocked.reason_id), 'lang', (SELECT lang FROM res_partner WHERE id = caller_id));
    END IF;
    IF account_id IS NULL THEN
        RETURN facts;
    END IF;
    IF did_billing <> '' AND 'inbound' = ANY (passes) AND owned.kind = 'did' THEN
        facts := facts || jsonb_build_object('holder_pays', did_billing = 'always' OR NOT EXISTS (
            SELECT FROM call_number number
             WHERE number.number = called AND called <> '' AND number.company_id = of_company
               AND number.valid_from <= moment AND (number.valid_to IS NULL OR moment < number.valid_to)));
    END IF;

    IF code <> '' THEN
        SELECT found.id, found.pricelist_id INTO campaign FROM call_campaign found
         WHERE found.company_id = of_company AND found.partner_id IN (account_id, caller_id) AND found.active
           AND found.code = call_admission_facts.code
         ORDER BY found.partner_id <> caller_id LIMIT 1;
        facts := facts || jsonb_build_object('campaign', campaign.id, 'campaign_list', campaign.pricelist_id);
    END IF;
    IF did_billing <> '' AND owned.kind = 'did' AND facts ->> 'campaign' IS NULL THEN
        SELECT found.id, found.pricelist_id INTO campaign
          FROM call_campaign_member member JOIN call_campaign found ON found.id = member.campaign_id
         WHERE member.company_id = of_company AND member.partner_id IN (account_id, caller_id) AND found.active
           AND member.kind = 'did'
           AND member.value = CASE WHEN 'inbound' = ANY (passes) THEN caller ELSE called END
         ORDER BY member.partner_id <> caller_id LIMIT 1;
        IF campaign.id IS NOT NULL THEN
            facts := facts || jsonb_build_object('campaign', campaign.id, 'campaign_list', campaign.pricelist_id);
        END IF;
    END IF;
    parts := call_balance_parts(of_company, account_id, moment);
    -- most accounts have none: what follows is planned and read for those that do
    IF EXISTS (SELECT FROM call_bundle_grant WHERE partner_id = account_id AND expires_on > moment::date - 1) THEN
        facts := facts || jsonb_build_object(
            'bundles', (
                SELECT jsonb_agg(jsonb_build_array(
                           granted.id, granted.entitlement_id, bundle.sequence, granted.date_from, granted.date_to,
                           granted.expires_on, granted.granted, granted.used, COALESCE(granted.carried, 0),
                           granted.cap) ORDER BY granted.id)
                  FROM call_bundle_grant granted
                  JOIN call_bundle_entitlement entitlement ON entitlement.id = granted.entitlement_id
                  JOIN call_bundle bundle ON bundle.id = entitlement.bundle_id
                 WHERE granted.partner_id = account_id AND granted.company_id + 0 = of_company
                   AND daterange(granted.date_from, granted.expires_on) @> (
                       moment AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(account.call_timezone, usual_zone))::date),
            'bundle_holds', (
                SELECT jsonb_build_array(COALESCE(sum(bundle_units), 0), count(*) FILTER (WHERE bundle_units > 0))
                  FROM call_hold
                 WHERE partner_id = account_id AND company_id + 0 = of_company AND state = 'open'
                   AND expires_at > moment));
    END IF;
    IF located THEN
        SELECT delivery.id, delivery.property_account_position_id -> of_company::text AS position, delivery.country_id,
               delivery.state_id, delivery.zip, delivery.vat
          INTO place FROM res_partner delivery
         WHERE delivery.parent_id = account_id AND delivery.type = 'delivery' AND delivery.active
         ORDER BY delivery.complete_name, delivery.id DESC LIMIT 1;
        facts := facts || jsonb_build_object('place', jsonb_build_array(
            COALESCE(place.position, account.position),
            COALESCE(place.country_id, account.country_id), account.country_id,
            COALESCE(place.state_id, CASE WHEN place.id IS NULL THEN account.state_id END),
            CASE WHEN place.id IS NULL THEN account.zip ELSE place.zip END,
            CASE WHEN account.vat <> '' OR place.vat <> '' THEN account_id END));
    END IF;

    -- what is counted is counted for limits only; + 0: by the account's index, also while there are no statistics
    IF house[1] OR account.call_max_channels > 0 THEN
        SELECT count(*) INTO channels FROM call_hold
         WHERE partner_id = account_id AND company_id + 0 = of_company AND state = 'open' AND expires_at > moment;
    END IF;
    IF house[2] OR account.call_max_rate > 0 THEN
        SELECT count(*) INTO begun FROM call_hold
         WHERE partner_id = account_id AND company_id + 0 = of_company AND begun_at > moment - interval '1 second';
    END IF;
    since := date_trunc('day', moment AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(account.call_timezone, usual_zone))
             AT TIME ZONE COALESCE(account.call_timezone, usual_zone) AT TIME ZONE 'UTC';
    IF house[4] OR account.call_distinct_limit > 0 THEN
        SELECT count(DISTINCT b_number), COALESCE(bool_or(b_number = called), false) INTO numbers, again FROM call_hold
         WHERE partner_id = account_id AND company_id + 0 = of_company AND begun_at >= since
           AND call_hold.inbound IS NOT TRUE;
    END IF;
    IF house[3] OR account.call_day_limit > 0 THEN
        SELECT COALESCE(sum(price), 0) INTO held FROM call_hold
         WHERE partner_id = account_id AND company_id + 0 = of_company AND state = 'open' AND expires_at > moment;
        SELECT COALESCE(jsonb_agg(jsonb_build_array(found.currency_id, found.amount)), '[]') INTO spent
          FROM (SELECT currency_id, sum(amount)::bigint AS amount FROM call_record_store
                 WHERE partner_id = account_id AND company_id = of_company
                   AND started_at >= since AND currency_id IS NOT NULL
                 GROUP BY currency_id) found;
    END IF;
    IF house[5] THEN
        SELECT count(*) INTO channels_of_all FROM call_hold
         WHERE company_id = of_company AND state = 'open' AND begun_at IS NOT NULL AND expires_at > moment;
    END IF;
    IF house[6] THEN
        SELECT count(*) INTO begun_of_all FROM call_hold
         WHERE company_id = of_company AND begun_at > moment - interval '1 second';
    END IF;
    blocked_ids := ARRAY(
        SELECT call_destination_id FROM call_blocked_destination_partner_rel
         WHERE res_partner_id IN (account_id, caller_id));
    IF EXISTS (SELECT FROM call_own_block WHERE partner_id IN (account_id, caller_id)) THEN
        blocked_ids := blocked_ids || ARRAY(
            SELECT destination.id FROM call_own_block own
              JOIN call_destination destination ON destination.destination_class = own.destination_class
             WHERE own.partner_id IN (account_id, caller_id));
    END IF;
    facts := facts || jsonb_build_object(
        'terms', jsonb_build_array(
            account.pricelist,
            account.call_group_id, account.country_id,
            ARRAY(SELECT discount.id FROM call_discount discount
                   WHERE discount.partner_id = ANY(ARRAY[account_id]) AND discount.company_id + 0 = of_company
                     AND discount.active
                   ORDER BY 1)),
        'zone', account.call_timezone, 'lang', account.lang,
        'credit', jsonb_build_array(
            account.call_policy, account.call_credit_policy,
            (1000000 * COALESCE(account.call_credit_limit, 0))::bigint,
            (1000000 * COALESCE(account.call_minimum_balance, 0))::bigint),
        'parts', jsonb_build_array(parts.receivable, parts.reserved, parts.uninvoiced),
        'limits', jsonb_build_array(
            account.call_max_channels, account.call_max_rate, account.call_day_limit, account.call_price_cap,
            account.call_distinct_limit),
        'usage', jsonb_build_array(channels, begun, held, spent, numbers, again),
        'total_usage', jsonb_build_array(channels_of_all, begun_of_all),
        'blocked', blocked_ids);
    IF reseller_id IS NOT NULL THEN
        facts := facts || jsonb_build_object(
            'resellers', call_reseller_facts(of_company, reseller_id, moment, located));
    END IF;
    IF caller_id <> account_id THEN
        facts := facts || call_sub_account_facts(
            of_company, caller_id, called, moment, COALESCE(account.call_timezone, usual_zone));
    END IF;
    IF locking THEN
        facts := facts || jsonb_build_object('hold', nextval('call_hold_id_seq'));
    END IF;
    RETURN facts;
END $$
"""

#: the caches of Odoo's that say when what admission keeps, all of it in the default one, is to be read anew
SIGNALLING = tuple(name for name, cleared in _CACHES_BY_KEY.items() if "default" in cleared)
#: how often what workers keep has changed
SIGNALS = f"""
CREATE OR REPLACE FUNCTION call_admission_signals() RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY[{", ".join(f"(SELECT max(id) FROM orm_signaling_{name})" for name in ("registry", *SIGNALLING))}];
END $$
"""

READ = f"SELECT call_admission_facts({', '.join(['%s'] * 15)}), call_admission_signals()"
"""The function with its arguments, and the signals."""
