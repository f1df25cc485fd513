"""CCAvenue on this machine: its payment page, and its API.

It hides and finds texts with OpenSSL's command, not with our code, and knows the protocol from its documentation alone.

    with CcavenueStandIn() as gateway:
        ...                                            # a browser posts the order and presses a button, or
        hidden = gateway.pay("INV-7", "Success")       # the customer pays; what the browser brings back
        hidden = gateway.says("INV-7", amount="1.00")  # somebody who knows the key writes what they like
        gateway.know("INV-7", "Awaited")               # what the API says from now on
"""

import hashlib
import html
import itertools
import json
import subprocess
from urllib.parse import parse_qsl

from .base import Answer, StandIn

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1>{body}</body></html>"""
#: what the browser hears, and what the API says
WORDS = {"Success": "Successful", "Failure": "Unsuccessful"}
BUTTONS = {"Success": "Pay", "Failure": "Fail", "Aborted": "Cancel", "Awaited": "Bank Is Slow"}


class CcavenueStandIn(StandIn):
    """One merchant's account.

    :ivar orders: by number, what was ordered, with `payments`: what the API knows, the last one last
    :ivar refunds: by the merchant's number of the refund, (tracking ID, amount)
    :ivar repeats: what the API says to a refund that it knows: "same" as the first time, or "refused"
    :ivar depth: whether replies are one level deeper, as those of version 1.1 are
    """

    merchant_id, access_code, working_key = "2", "AVXX00AA00AA00XXAA", "1234567890ABCDEF1234567890ABCDEF"
    api_access_code, api_working_key = "AVYY00BB00BB00YYBB", "FEDCBA0987654321FEDCBA0987654321"

    def __init__(self):
        super().__init__()
        self.orders, self.refunds, self.repeats, self.depth = {}, {}, "same", False
        self._numbers = itertools.count(109_013_000_001)

    # === THE CIPHER === #

    def hide(self, text, key=None):
        return self._openssl("-e", text.encode(), key or self.working_key).hex()

    def find(self, hidden, key=None):
        return self._openssl("-d", bytes.fromhex(hidden), key or self.working_key).decode()

    @staticmethod
    def _openssl(mode, data, key):
        digest, start = hashlib.md5(key.encode()).hexdigest(), bytes(range(16)).hex()
        command = ["openssl", "enc", mode, "-aes-128-cbc", "-K", digest, "-iv", start]
        return subprocess.run(command, input=data, check=True, capture_output=True).stdout

    # === WHAT HAPPENS AT THE GATEWAY === #

    def order(self, form):
        """Take an order as a browser posts it.

        :return: its number
        """
        if form.get("access_code") != self.access_code:
            raise PermissionError("Access code not valid")
        fields = dict(parse_qsl(self.find(form["encRequest"]), strict_parsing=True))
        if fields["merchant_id"] != self.merchant_id:
            raise PermissionError("Merchant not valid")
        known = self.orders.setdefault(fields["order_id"], {"payments": []})
        known.update(fields)
        return fields["order_id"]

    def pay(self, order_id, outcome="Success", **changes):
        """The customer has paid, or not: from now on the API knows it.

        :param changes: fields that the browser brings otherwise than they are
        :return: what the browser brings back, hidden
        """
        order = self.orders[order_id]
        number = self.know(order_id, WORDS.get(outcome, outcome))
        billing = {name: value for name, value in order.items() if name.startswith("billing_")}
        said = {"order_id": order_id, "tracking_id": number, "order_status": outcome, "currency": order["currency"]}
        return self.says(**(said | {"amount": order["amount"], **billing} | changes))

    def know(self, order_id, status, tracking_id=None, **changes):
        """Let the API say this of an order, or of one payment for it.

        :return: the tracking ID
        """
        order = self.orders[order_id]
        payment = next((each for each in order["payments"] if each["reference_no"] == tracking_id), None)
        if payment is None:
            payment = {
                "order_no": order_id,
                "reference_no": tracking_id or str(next(self._numbers)),
                "order_amt": float(order["amount"]),
                "order_currncy": order["currency"],
                "order_option_type": "OPTUPI",
                "order_card_name": "UPI",
                "order_bank_response": "",
                "order_bill_name": order.get("billing_name", ""),
            }
            order["payments"].append(payment)
        payment.update({"order_status": status, **changes})
        return payment["reference_no"]

    def says(self, order_id, **said):
        """What a browser could bring, hidden: `said`, the rest as in a payment."""
        head = {
            "tracking_id": "109013999999",
            "bank_ref_no": "B1",
            "order_status": "Success",
            "failure_message": "",
            "payment_mode": "Unified Payments",
            "card_name": "UPI",
            "status_code": "null",
            "status_message": "Y",
            "currency": "INR",
            "amount": "1.00",
        }
        fields = {"order_id": order_id} | head | said
        return self.hide("&".join(f"{name}={value}" for name, value in fields.items()))

    def refunded(self, tracking_id):
        """How much of a payment went back."""
        return sum(amount for number, amount in self.refunds.values() if number == tracking_id)

    # === OVER THE WIRE === #

    def respond(self, asked):
        """Override."""
        route = {
            "/transaction/transaction.do": self._show_page,
            "/press": self._press,
            "/apis/servlet/DoWebTrans": self._reply,
        }.get(asked.path)
        return route(asked.form) if route and asked.method == "POST" else super().respond(asked)

    def _show_page(self, form):
        order_id = self.order(form)
        order = self.orders[order_id]
        rows = "".join(
            f"<dt>{html.escape(name)}</dt><dd>{html.escape(order.get(name, ''))}</dd>"
            for name in ("amount", "currency", "billing_name")
        )
        buttons = "".join(
            f'<button name="outcome" value="{outcome}" id="{outcome}">{label}</button>'
            for outcome, label in BUTTONS.items()
        )
        number = html.escape(order_id)
        fields = f'<input type="hidden" name="order" value="{number}">{buttons}'
        return _page(f"Order {number}", f'<dl>{rows}</dl><form method="post" action="/press">{fields}</form>')

    def _press(self, form):
        order, outcome = self.orders[form["order"]], form["outcome"]
        hidden = self.pay(form["order"], outcome)
        action = html.escape(order["cancel_url" if outcome == "Aborted" else "redirect_url"])
        fields = f'<input type="hidden" name="encResp" value="{hidden}">'
        return _page(
            "Back to the shop",
            f'<form method="post" action="{action}">{fields}</form><script>document.forms[0].submit()</script>',
        )

    def _reply(self, form):
        if form.get("access_code") != self.api_access_code:
            return Answer(200, b"status=1&enc_response=Access_code: Invalid Parameter&enc_error_code=51407")
        document = json.loads(self.find(form["enc_request"], self.api_working_key))
        name, reply = {"orderStatusTracker": self._status, "refundOrder": self._refund}[form["command"]](document)
        text = json.dumps({name: reply} if self.depth else reply)
        return Answer(200, f"status=0&enc_response={self.hide(text, self.api_working_key)}\r\n".encode())

    def _status(self, document):
        payments = self.orders.get(document["order_no"], {"payments": []})["payments"]
        wanted = document.get("reference_no")
        found = [payment for payment in payments if wanted in (None, payment["reference_no"])]
        if wanted and not found:  # asked for by its own number, an order of another number is found too
            found = [
                each for order in self.orders.values() for each in order["payments"] if each["reference_no"] == wanted
            ]
        if not found:
            reply = {"error_desc": "Order_status_tracker: No records found", "error_code": "51419", "status": 1}
        else:
            reply = {**found[-1], "error_desc": "", "error_code": "", "status": 0}
        return "Order_Status_Result", reply

    def _refund(self, document):
        number, wanted = document["reference_no"], float(document["refund_amount"])
        paid = [
            payment["order_amt"]
            for order in self.orders.values()
            for payment in order["payments"]
            if payment["reference_no"] == number and payment["order_status"] in ("Successful", "Shipped")
        ]
        known = document["refund_ref_no"] in self.refunds
        if known and self.repeats == "same":
            reply = {"refund_status": 0, "reason": ""}
        elif known:
            reply = {"refund_status": 1, "reason": "Refund reference number is used already", "error_code": "52022"}
        elif not paid or self.refunded(number) + wanted > paid[0] + 0.001:
            reply = {"refund_status": 1, "reason": "Refund amount is more than the order amount", "error_code": "52020"}
        else:
            self.refunds[document["refund_ref_no"]] = (number, wanted)
            reply = {"refund_status": 0, "reason": ""}
        return "Refund_Order_Result", reply


def _page(title, body):
    text = PAGE.format(title=title, body=body)
    return Answer(200, text.encode(), {"Content-Type": "text/html; charset=utf-8"})
