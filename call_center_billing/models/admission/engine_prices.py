"""What a wanted call costs, by the engine that will rate it when it has ended."""

from ... import rating

#: more than any call costs
ANY_PRICE = 1 << 62
DAY = rating.LONGEST_AUTHORISED


class EnginePrices:
    """See `admission.Prices`; of one call, which the tariff has a rate for.

    :ivar free: units that bundles pay for
    """

    def __init__(self, tariff, call, rated, free=0):
        self.tariff = tariff
        self.free = free
        self.call = call
        self.first = rated
        self.destination = int(rated.rate.destination_class)
        self._known = {}

    def with_free(self, free):
        """The same after what bundles pay for."""
        return EnginePrices(self.tariff, self.call, self.first, free)

    def price(self, seconds):
        """The price of so many seconds."""
        if seconds not in self._known:
            self._known[seconds] = rating.rate(self.call._replace(quantity=seconds), self.tariff, self.free).amount
        return self._known[seconds]

    def longest(self, amount, limit):
        """The most seconds that cost no more than `amount`, None for any price."""
        amount = ANY_PRICE if amount is None else amount
        if self.price(limit) <= amount and self.first.rate.maximum_rule != "disconnect":
            return limit
        return rating.max_seconds(amount, self.tariff, self.call, self.free, limit)

    def minute(self):
        """The dearest minute of the first hour, fees left out, discounts taken off."""
        parts = rating.rate(self.call._replace(quantity=3600), self.tariff).parts
        dearest = max((part.price * 60 // part.per for part in parts if part.kind == "usage"), default=0)
        discount = next((part.price for part in parts if part.kind == "discount"), 0)
        return dearest * (rating.MICRO - discount) // rating.MICRO


def engine_prices(tariff, call):
    """The prices of a call; None if it has none.

    :param rating.Call call: of any quantity
    """
    rated = rating.rate(call._replace(quantity=1), tariff)
    return EnginePrices(tariff, call, rated) if rated.state == "rated" else None
