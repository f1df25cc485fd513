from . import test_credentials_in_logs
from .auto import (
    test_auto_admission,
    test_auto_portal,
    test_auto_top_up,
    test_card_access,
    test_card_charge,
    test_card_collect,
    test_card_parallel,
)
from .ccavenue import (
    test_ccavenue_browser,
    test_ccavenue_events,
    test_ccavenue_hostile,
    test_ccavenue_later,
    test_ccavenue_payment,
    test_ccavenue_provider,
    test_ccavenue_refund,
)
from .gateway import test_chargeback, test_event, test_provider, test_settle
from .pay import (
    test_amount_text,
    test_pay_browser,
    test_pay_choice,
    test_pay_instalments,
    test_pay_invoice_page,
    test_pay_isolation,
    test_pay_link,
    test_pay_once,
    test_pay_pages,
    test_pay_settled,
    test_top_up_page,
)
from .paypal import (
    test_paypal_dispute,
    test_paypal_events,
    test_paypal_lost,
    test_paypal_order,
    test_paypal_refund,
    test_paypal_setup,
    test_paypal_wire,
)
from .refund import test_refund, test_write_off
from .settlement import test_settlement, test_settlement_files
from .standin import test_standin_base
from .stripe import (
    test_stripe_charge,
    test_stripe_dispute,
    test_stripe_events,
    test_stripe_payout,
    test_stripe_refund,
    test_stripe_return,
    test_stripe_signature,
    test_stripe_webhook,
)
from .topup import (
    test_top_up_access,
    test_top_up_booking,
    test_top_up_call,
    test_top_up_deposit,
    test_top_up_gateway,
    test_top_up_invoice,
    test_top_up_link,
    test_top_up_receipt,
    test_top_up_reversal,
    test_top_up_rules,
)
from .voucher import (
    test_voucher_access,
    test_voucher_api,
    test_voucher_batch,
    test_voucher_code,
    test_voucher_money,
    test_voucher_parallel,
    test_voucher_portal,
    test_voucher_redeem,
)
