from .access import (
    test_isolation,
    test_portal_security,
    test_roles,
    test_users_look,
    test_users_page,
)
from .calls import (
    test_calls_look,
    test_calls_page,
    test_calls_search,
    test_cost_hidden,
    test_keyset,
    test_money,
    test_period,
    test_portal_export,
)
from .invoice import test_invoice_calls
from .privacy import (
    test_erasure,
    test_notifications_page,
    test_privacy_page,
)
