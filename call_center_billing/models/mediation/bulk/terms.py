"""What do these accounts pay? Price list, rate card and promises of each call of a block."""

from .timeline import Timeline

#: which seconds a version charges for
NOTHING, TALK, DURATION = 0, 1, 2
OUTCOMES = ("answered", "no_answer", "busy", "failed")
PAYER = ("partner_id", "number_list", "campaign_list")
#: when a block brings more new accounts than this, the file is a large one: all accounts that have numbers are read,
MANY = 1_000
#: but no more than these
ALL = 100_000


class BulkTerms:
    """Accounts whose terms come about alike share them: there are far fewer ways to come about than accounts.

    :param book: the company's `TariffBook`
    :param before: called before the database is asked
    """

    def __init__(self, book, before):
        import polars as pl

        self.book = book
        self.before = before
        self.timeline = Timeline()
        self.entries = []
        self.shapes = {}
        self.accounts = {}
        self.complete = False
        self.terms = {}
        self.tariffs = {}
        self._numbers = {}
        self._versions = self.book.env["call.rate.version"]
        self._rates = None
        self.payers = pl.DataFrame(schema=dict.fromkeys((*PAYER, "shape"), pl.Int64) | {"zone": pl.String})
        modes = dict.fromkeys((f"mode_{outcome}" for outcome in OUTCOMES), pl.Int64)
        texts = dict.fromkeys(("rule", "hindrance"), pl.String)
        self.schema = dict.fromkeys(("slot", "tariff", "price_currency", "pricelist_id"), pl.Int64) | texts | modes
        self.slots = pl.DataFrame(schema=self.schema)

    def add_to(self, calls):
        """Calls with the columns of their slot: `SCHEMA` of the slots, and `zone` of the account.

        :param calls: frame with columns `partner_id`, `number_id`, `number_list`, `campaign_id`, `campaign_list`,
            `started_at`; no nulls among the partners
        """
        import polars as pl

        keys = [pl.col(name).fill_null(0) for name in PAYER]
        calls = calls.with_columns(key.alias(f"key_{name}") for key, name in zip(keys, PAYER, strict=True))
        names = [f"key_{name}" for name in PAYER]
        self._load_payers(calls.group_by(names).agg(pl.col("number_id", "campaign_id").first()), names)
        calls = calls.join(self.payers, left_on=names, right_on=PAYER, how="left", maintain_order="left")
        seconds = calls["started_at"].dt.epoch("s")
        calls = calls.with_columns(slot=self.timeline.positions(calls["shape"], seconds)).drop(*names, "shape")
        self._load_slots(calls["slot"].unique())
        return calls.join(self.slots, on="slot", how="left", maintain_order="left")

    def promises(self, calls):
        """Discount and fixed price of each pair of slot and destination: columns `slot`, `destination_id`,
        `discount`, `fixed_price`; pairs that nothing is promised for are left out.

        :param calls: frame with the columns `slot` and `destination_id`
        """
        import polars as pl

        giving = [slot for slot in calls["slot"].unique() if self.terms[slot].promises]
        pairs = calls.filter(pl.col("slot").is_in(giving)).select("slot", "destination_id").unique()
        rows = []
        for slot, destination in pairs.iter_rows():
            if promise := self.terms[slot].promise(destination):
                rows.append((slot, destination, promise.discount, promise.fixed))
        names = ("slot", "destination_id", "discount", "fixed_price")
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")

    def rates(self):
        """All rates of the versions in use, by `rate_key` in ascending order: `unit`, `rate_price`, `rate_fee`."""
        import polars as pl

        if self._rates is None:
            none = pl.DataFrame({"rate_key": [0], "unit": [""], "rate_price": [0], "rate_fee": [0]})  # of calls without
            self._rates = pl.concat([none, *(version._rate_columns() for version in self._versions)]).sort("rate_key")
        return self._rates

    def _load_payers(self, payers, names):
        import polars as pl

        missing = payers.join(self.payers, left_on=names, right_on=PAYER, how="anti")
        if missing.is_empty():
            return
        self._load_accounts(set(missing[names[0]]))
        rows = []
        for partner_id, number_list, campaign_list, number_id, campaign_id in missing.iter_rows():
            own, zone = self.accounts[partner_id]
            payer = (partner_id, number_id, campaign_id)
            rows.append(
                (partner_id, number_list, campaign_list, self._shape(number_list, campaign_list, own, payer), zone)
            )
        self.payers = pl.concat([self.payers, pl.DataFrame(rows, schema=self.payers.schema, orient="row")])

    def _load_accounts(self, partner_ids):
        """Read what terms of these accounts follow from. The database is asked seldom, for it then stores no calls."""
        missing = partner_ids - self.accounts.keys()
        if not missing:
            return
        self.before()
        if len(missing) > MANY and not self.complete:
            self.complete = True
            query = "SELECT DISTINCT partner_id FROM call_number WHERE company_id = %s LIMIT %s"
            self.book.env.cr.execute(query, (self.book.company.id, ALL))
            missing.update(partner_id for (partner_id,) in self.book.env.cr.fetchall())
        self.accounts |= self.book.shapes(list(missing))

    def _shape(self, number_list, campaign_list, own, payer):
        """The number of all that decides the terms of these calls.

        :param tuple own: the account's shape, see `TariffBook.shapes`
        :param tuple payer: ids of an account, number and campaign that have it
        """
        key = (number_list, campaign_list, *own)
        if key not in self.shapes:
            self.before()
            partner_id, number_id, campaign_id = payer
            env = self.book.env
            campaign = env["call.campaign"].browse(campaign_id or ())
            entry = self.book._open(env["res.partner"].browse(partner_id), number_id, campaign)
            self.shapes[key] = self.timeline.add(entry[0])
            self.entries.append(entry)
        return self.shapes[key]

    def _load_slots(self, slots):
        import polars as pl

        missing = [slot for slot in slots if slot not in self.terms]
        if not missing:
            return
        self.before()
        rows = [self._slot(slot) for slot in missing]
        self.slots = pl.concat([self.slots, pl.DataFrame(rows, schema=self.schema, orient="row")])

    def _slot(self, slot):
        """The row of a slot: what holds for its calls, and what of them is charged."""
        shape, place = self.timeline.places[slot]
        terms = self.terms[slot] = self.book.terms_in(self.entries[shape], place, "voice")
        if terms.version not in self._versions:
            self._versions += terms.version
            self._rates = None
        if terms.tariff is not None:
            key = self._numbers.setdefault(id(terms.tariff), len(self._numbers))
            self.tariffs[key] = terms.tariff
        hindrance = "" if terms.version else "no_version" if terms.card else "no_card"
        currency = (terms.card or self.book.company).currency_id.id
        found = (currency, terms.pricelist.id or None, terms.rule, hindrance)
        key = None if hindrance else self._numbers[id(terms.tariff)]
        return (slot, key, *found, *charged(terms.version))


def charged(version):
    """Which seconds of a call are charged, by its outcome in the order of OUTCOMES; without a version as if the talk
    time of answered calls were."""
    if not version:
        return (TALK, NOTHING, NOTHING, NOTHING)
    return tuple({None: NOTHING, 1: TALK, 2: DURATION}[version._charged_seconds(name, 1, 2)] for name in OUTCOMES)


def seconds_charged():
    """The seconds of a call that are charged, an expression over the `mode_` columns; null where nothing is."""
    import polars as pl

    mode = pl.coalesce(pl.when(pl.col("outcome") == name).then(f"mode_{name}") for name in OUTCOMES)
    return pl.when(mode == TALK).then("talk_seconds").when(mode == DURATION).then("duration")
