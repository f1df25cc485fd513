"""What is said between us and a service that sends invoices and keeps the customer ledger for us.

Pure: bytes in, facts out, and the other way round; it knows no Odoo, no network and no clock.

    as_json(document)                       # an invoice for a webhook; `as_csv` for a folder
    read_json(body)                         # payments, reminders, write-offs, balances; `read_csv` of a file
    signature.sign(secret, moment, body)    # who says so; `signature.fault` for what comes in
    sie.write(journal)                      # the journal as a SIE 4 file
"""

from . import sie, signature
from .inbound import Fault, Item, Message, Received, Unreadable, read_csv, read_items, read_json
from .outbound import Document, as_csv, as_json, decimal
from .sie import Account, Balance, Journal, SieFault, Transaction, Voucher, Year
