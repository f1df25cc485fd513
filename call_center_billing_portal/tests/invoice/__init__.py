from . import (
    test_account_statement_page,
    test_answer,
    test_invoice_calls,
    test_invoice_list,
    test_invoice_look,
    test_invoice_page,
    test_receipts,
    test_statements,
)
