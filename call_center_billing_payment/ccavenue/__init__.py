"""What is said between us and CCAvenue, an Indian gateway: the cipher, orders, answers, and its API.

Pure: text in, facts out, and the other way round; it knows no Odoo, no network and no clock.

    encrypt(working_key, compose(order))          # what the customer's browser carries to the gateway
    read_answer(decrypt(working_key, enc_resp))   # what it brings back: a claim, not a proof
    form("orderStatusTracker", status_request("INV-7"), access_code, working_key)    # the question that proves it
    read_status(read_reply(body, working_key))

A customer can change what the browser carries: the cipher hides, but nothing in the protocol seals. So an answer tells
only which order to ask about; what is true is what the API says (`read_status`).

Whatever cannot be read, for whatever reason, is one error, `Unreadable`: who tries texts on us must not learn how far
they came.
"""

from .answer import Answer, read_answer
from .api import Refund, Refused, Status, form, read_refund, read_reply, read_status, refund_request, status_request
from .cipher import Unreadable, decrypt, encrypt
from .meaning import Meaning, meaning, method_code, pause
from .order import ORDER_ID_LENGTH, Billing, Order, Unfit, as_order_id, compose, is_order_id, money
