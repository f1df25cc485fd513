"""However prices, taxes and currencies fall: what is reserved is never more than there is, and nothing is left unused
that would have paid for another second."""

from fractions import Fraction

from admission import Balance, Budget, Limits, Tax, Uninvoiced, decide, strictest, uninvoiced
from admission_samples import EnginePrices, balance, facts
from hypothesis import given
from hypothesis import strategies as st

taxes = st.builds(Tax, st.integers(0, 1_000_000_000), st.just(0))
factors = st.fractions(Fraction(1, 1000), 1000)
amounts = st.integers(0, 10**12)


@given(amounts, st.builds(Tax, st.integers(0, 10**9), st.integers(0, 10**6)), factors)
def test_there_and_back_is_never_more(amount, tax, factor):
    budget = Budget(tax, factor)
    price = budget.net(amount)
    if price > 0:
        assert budget.gross(price) <= amount
        assert budget.gross(price + 1) > amount or budget.gross(price + 1) == budget.gross(price)


@given(
    amounts,
    taxes,
    factors,
    st.fixed_dictionaries(
        {
            "price": st.integers(1, 10**7),
            "connection_fee": st.integers(0, 10**6),
            "first_increment": st.integers(1, 60),
            "next_increment": st.integers(1, 60),
        }
    ),
)
def test_no_call_is_promised_more_than_the_balance_pays_for(available, tax, factor, terms):
    prices, budget = EnginePrices(**terms), Budget(tax, factor)
    decision = decide(facts(prices=prices, budget=budget, balance=balance(available)))
    assert decision.amount <= available or decision.price == 0
    if decision.decision == "allow":
        assert decision.max_seconds > 0
        assert decision.amount == budget.gross(prices.price(decision.max_seconds))
    if decision.max_seconds < 3600:
        assert budget.gross(prices.price(decision.max_seconds + 1)) > available


@given(st.integers(1, 10**8), st.integers(1, 10**6), st.integers(1, 3600))
def test_calls_admitted_one_after_the_other_never_reserve_more_than_there_is(available, price, wanted):
    prices, reserved = EnginePrices(price=price), 0
    for _call in range(20):
        now = facts(prices=prices, balance=balance(available, reserved=reserved), wanted=wanted)
        reserved += decide(now).amount
    assert reserved <= available


def test_uninvoiced_is_taxed_by_article_and_exchanged():
    sums = [Uninvoiced(1, 10, 1_000_000, 1), Uninvoiced(2, 11, 1_000_000, 2)]
    net, tax = uninvoiced(
        sums, {10: Tax(250_000_000), 11: Tax(0, 500_000)}.__getitem__, {1: Fraction(1), 2: Fraction(2)}.__getitem__
    )
    assert (net, tax) == (3_000_000, 250_000 + 2_000_000)


def test_the_stricter_of_two_limits_holds_and_none_is_no_limit():
    assert strictest(Limits(channels=3, rate=0, day=5), Limits(channels=2, rate=4)) == Limits(2, 4, 5)


def test_the_formula():
    parts = Balance(limit=5, receivable=-1, uninvoiced=2, tax=1, reserved=3)
    assert (parts.available, parts._replace(limit=None).available) == (-2, None)
