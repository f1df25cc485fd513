"""What of Stripe's API charges of saved cards use, with its keys of idempotency, which localstripe has not.

As Stripe does (https://docs.stripe.com/api/idempotent_requests): the first answer under a key is given again to every
request with that key and the same parameters; with other parameters the request is an error; keys are forgotten when
`forget()` is called (by Stripe after a day at the earliest).
"""

import itertools

from .base import StandIn, says

#: payment methods, and what becomes of charging them
ANSWERS = {
    "pm_good": None,
    "pm_declined": {"code": "card_declined", "message": "Your card was declined."},
    "pm_confirm": {"code": "authentication_required", "message": "Your card requires authentication."},
}


class CardGateway(StandIn):
    """:ivar charges: the intents that took money, by reference: [intent]"""

    def __init__(self):
        super().__init__()
        self.charges, self.intents, self.kept = [], [], {}
        self.numbers = itertools.count(1)

    def respond(self, asked):
        """Override: intents, and the dates of cards."""
        parts = asked.path.strip("/").split("/")
        if parts[0] == "payment_methods":
            card = {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2026}
            return says({"id": parts[1], "type": "card", "card": card})
        if parts[0] == "payment_intents" and asked.method == "GET":
            customer = asked.query.get("customer")
            found = [each for each in reversed(self.intents) if each["customer"] == customer]
            return says({"object": "list", "data": found, "has_more": False})
        if parts[0] == "payment_intents" and parts[-1] == "cancel":
            intent = next(each for each in self.intents if each["id"] == parts[1])
            intent["status"] = "canceled"
            return says(intent)
        if parts == ["payment_intents"]:
            return self._once(asked)
        return super().respond(asked)

    def _once(self, asked):
        key = asked.headers["Idempotency-Key"]
        if key in self.kept:
            form, answer = self.kept[key]
            if form != asked.form:
                error = {"type": "idempotency_error", "message": "Keys are for the same parameters."}
                return says({"error": error}, status=400)
            return answer
        answer = self._charge(asked.form)
        self.kept[key] = (asked.form, answer)
        return answer

    def _charge(self, form):
        method = form["payment_method"]
        intent = {
            "id": f"pi_{next(self.numbers)}",
            "object": "payment_intent",
            "description": form["description"],
            "customer": form["customer"],
            "amount": int(form["amount"]),
            "currency": form["currency"],
            "payment_method": {"id": method, "type": "card", "card": {"brand": "visa", "last4": "4242"}},
            "status": {"pm_action": "requires_action", "pm_slow": "processing"}.get(method, "succeeded"),
        }
        if error := ANSWERS.get(method):
            return says({"error": {"type": "card_error", **error}}, status=402)
        self.intents.append(intent)
        if intent["status"] == "succeeded":
            self.charges.append(intent)
        return says(intent)

    def forget(self):
        """Keys are too old."""
        self.kept.clear()

    @property
    def keys(self):
        """The keys under which charges were asked for, in order."""
        posted = (asked for asked in self.asked if asked.method == "POST" and asked.path == "/payment_intents")
        return [asked.headers["Idempotency-Key"] for asked in posted]
