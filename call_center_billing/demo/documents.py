"""What some customers of the sample world want to read."""


def choose_documents(env, customers):
    """Acme gets a report of its campaigns, the call centre its calls as a workbook; free calls are nobody's business."""
    customers["acme"].call_report_wanted = True
    customers["nordic"].write({"call_annex_format": "xlsx", "call_report_wanted": True})
    customers["cafe"].call_invoice_detail = "summary"
    env["call.destination"].search([("destination_class", "=", "free")]).hidden_on_bills = True
