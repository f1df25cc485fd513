"""Calls of accounts with bundles: they are rated at the end of a batch, in the order in which they were made."""

from itertools import islice

#: calls that are rated and stored together
GROUP = 5_000


class Aside:
    """The calls of one batch that wait.

    :param Pipeline pipeline: whose calls
    :ivar identities: of the calls that wait
    """

    def __init__(self, pipeline):
        self.pipeline = pipeline
        self.identities = set()
        self._accounts = set()
        self._starts = []
        self._waiting = []

    def keep(self, prepared):
        """Take out the calls of accounts with bundles.

        :param list prepared: (call, its two numbers in one form)
        :return: the others
        """
        if not prepared or not self.pipeline.rater.bundles.partners:
            return prepared
        others = []
        for item in prepared:
            account = self._account(*item).id
            if account in self.pipeline.rater.bundles.partners:
                self._waiting.append(item)
                self.identities.add(item[0].identity)
                self._note({account}, item[0].started_at)
            else:
                others.append(item)
        return others

    def store(self):
        """Rate and store what waits."""
        if not self._accounts:
            return
        bundles = self.pipeline.rater.bundles
        accounts = bundles.env["res.partner"].browse(sorted(self._accounts))
        bundles.prepare(accounts, min(self._starts), max(self._starts))
        items = iter(self._in_order())
        while group := list(islice(items, GROUP)):
            self.pipeline._put(group)
        for found in (self._waiting, self._starts, self._accounts, self.identities):
            found.clear()

    def _in_order(self):
        return sorted(self._waiting, key=_order)

    def _note(self, accounts, *starts):
        """Remember whose calls wait, and from when to when they were made."""
        self._accounts |= accounts
        starts = [*self._starts, *(start.replace(tzinfo=None) for start in starts)]
        self._starts = [min(starts), max(starts)]

    def _account(self, call, a_number, b_number):
        rater = self.pipeline.rater
        rater.told = self.pipeline.holds.payer(call.identity)
        names = (call.service, a_number.text, b_number.text, call.account_code)
        user = rater._payer(*names, call.started_at.replace(tzinfo=None))[1]
        return user.call_payer_id or user


def _order(item):
    return item[0].started_at, item[0].identity
