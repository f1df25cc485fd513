"""What some customers of the sample world want to read."""

from stdnum import luhn


def choose_documents(env, customers):
    """Acme gets a report of its campaigns, the call centre a workbook of its calls and UBL; free calls stay unnamed."""
    customers["acme"].call_report_wanted = True
    customers["nordic"].write({"call_annex_format": "xlsx", "call_report_wanted": True})
    customers["nordic"].invoice_edi_format = "ubl_bis3"
    customers["cafe"].call_invoice_detail = "summary"
    env["call.destination"].search([("destination_class", "=", "free")]).hidden_on_bills = True
    for number, customer in enumerate(customers.values()):
        if customer.is_company:
            _register(customer, f"55601{number:04d}")


def _register(customer, digits):
    """An organisation number, under which electronic invoices find the customer."""
    organisation = digits + luhn.calc_check_digit(digits)
    customer.write({"company_registry": organisation, "vat": f"SE{organisation}01"})
