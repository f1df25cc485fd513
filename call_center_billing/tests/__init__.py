from .account import (
    test_account,
    test_account_page,
    test_call_number,
    test_call_pin,
    test_number_move,
    test_pin_guessers,
    test_price_access,
    test_price_rules,
    test_security,
)
from .admission import (
    test_admission_access,
    test_authorize,
    test_balance,
    test_balance_audit,
    test_end,
    test_extend,
    test_hostile,
    test_limits,
    test_openapi,
    test_own_limits,
    test_parallel,
    test_pin,
    test_plain_request,
    test_reading,
    test_unavailable,
    test_unusual,
)
from .agreement import test_agreement_levels, test_agreement_life, test_agreement_sign
from .billing import (
    test_currencies,
    test_invoice_pdf,
    test_statement,
    test_statement_audit,
    test_statement_discounts,
)
from .block import test_block, test_block_access, test_prompt
from .campaign import test_campaign_budget, test_campaign_charge, test_campaign_member, test_campaign_work
from .bundle import (
    test_bundle_admission,
    test_bundle_consumption,
    test_bundle_correction,
    test_bundle_documents,
    test_bundle_parallel,
    test_bundle_period,
    test_bundle_services,
)
from .collection import (
    test_bank,
    test_money,
    test_pauses,
    test_payment_confirm,
    test_reminder_access,
    test_reminder_charges,
    test_reminders,
)
from .completeness import (
    test_completeness,
    test_late_calls,
    test_other_payers,
    test_redo_queue,
    test_reject_retry,
    test_source_watch,
    test_unknown_number,
    test_withdraw,
)
from .correction import (
    test_approval,
    test_correction_conservation,
    test_correction_orders,
    test_correction_parallel,
    test_credit,
    test_hint,
    test_rerate,
)
from .directory import (
    test_directory_access,
    test_directory_trouble,
    test_directory_try,
    test_identify,
    test_identify_at_once,
    test_lookup_retention,
    test_register_import,
    test_task,
    test_transport,
)
from .document import (
    test_account_statement,
    test_invoice_files,
    test_invoice_masks,
    test_invoice_summary,
    test_performance,
    test_receipt,
    test_ubl,
)
from .dispute import test_dispute, test_dispute_access
from .exchange import (
    test_service_access,
    test_service_balance,
    test_service_booking,
    test_service_folder,
    test_service_http,
    test_service_post,
    test_service_queue,
    test_service_sftp,
    test_sie_export,
)
from .ladder import test_credit_change, test_limit, test_overdue
from .ledger import test_accrual, test_cash, test_ledger_access
from .lifecycle import test_life_lift, test_life_postpaid, test_life_prepaid, test_life_switch
from .mediation import (
    test_bulk,
    test_bulk_parallel,
    test_call_api,
    test_call_dialects,
    test_call_import,
    test_call_import_job,
    test_call_import_upload,
    test_call_push,
    test_call_push_lock,
    test_call_redo,
    test_call_feed_access,
    test_call_feed_folder,
    test_call_feed_sftp,
    test_call_feed_sql,
    test_call_source_key,
    test_charged_time,
    test_other_services,
    test_source_detect,
    test_source_mapping,
    test_source_numbers,
    test_source_workbook,
    test_cost,
    test_cost_again,
    test_known_calls,
    test_margin,
    test_number_masking,
    test_retention,
    test_trunk,
)
from .notice import (
    test_notice,
    test_notice_access,
    test_notice_channels,
    test_notice_end,
    test_notice_events,
    test_notice_parallel,
)
from .plan import (
    test_charge,
    test_charge_adhoc,
    test_charge_billing,
    test_charge_parallel,
    test_charge_year,
    test_plan,
    test_plan_access,
    test_plan_volume,
)
from .report import test_pdf_engine, test_pdf_layouts, test_pdf_resources
from .rules import (
    test_billed_meanwhile,
    test_billing_conservation,
    test_billing_cycle,
    test_billing_switch,
    test_campaign_billing,
    test_order_policy,
    test_statement_migration,
)
from .month import test_month
from .reseller import (
    test_companies_apart,
    test_did,
    test_hand_over,
    test_resale,
    test_resale_corrected,
    test_reseller_balance,
    test_shared_balance,
    test_shared_parallel,
    test_sub_account,
)
from .run import test_billing_run, test_invoice_batch, test_review, test_set_aside
from .run import test_run_clock
from .subscription import (
    test_cancel,
    test_change,
    test_foresee,
    test_plan_request,
    test_subscription_access,
    test_subscription_clock,
)
from .tariff import (
    test_call_discount,
    test_deck_export,
    test_deck_import,
    test_deck_mapping,
    test_deck_refused,
    test_draft_guard,
    test_explanation,
    test_margin_alerts,
    test_margin_check,
    test_margin_guard,
    test_markup,
    test_price_lookup,
    test_price_migration,
    test_pricelist_items,
    test_rate_card,
    test_rate_from_cost,
    test_rate_terms,
    test_rule_change,
    test_simulation,
    test_tariff_book,
)
from .web import test_export, test_menus, test_tours
