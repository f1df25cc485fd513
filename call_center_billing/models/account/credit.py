"""Names that everything about credit goes by."""

SALES = "call_center_billing.call_center_billing_group_sales"
CLERK = "call_center_billing.call_center_billing_group_clerk"
MANAGER = "call_center_billing.call_center_billing_group_manager"

#: fields of `res.partner` that say how much an account may use: staff who bill write them, sales staff read them
CREDIT_FIELDS = frozenset({"call_policy", "call_credit_policy", "call_credit_limit", "call_minimum_balance"})
