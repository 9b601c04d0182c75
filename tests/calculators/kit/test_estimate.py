"""Ranges of shares and amounts, and the currency that amounts follow."""

from dataclasses import dataclass

import pytest

from calculators.kit.currency import currency
from calculators.kit.estimate import Estimate, rough_money, rough_share
from calculators.kit.fields import describe, leaves, money, parse
from calculators.kit.text import LANGUAGES, Text


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """One of each."""

    share: Estimate = rough_share(Text("比例", "Share"), example=Estimate.exactly(0.5))
    cost: Estimate = rough_money(Text("成本", "Cost"), 1e9, follows="code", example=Estimate.exactly(100))
    limit: float = money(Text("上限", "Limit"), 0, 1e9, follows="code", example=5)
    code: str = currency(Text("币种", "Currency"))


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("50%–60%–80%", (0.5, 0.6, 0.8)),
        ("50-60-80", (0.5, 0.6, 0.8)),
        ("50% 到 80%", (0.5, 0.65, 0.8)),
        ("0", (0, 0, 0)),
        ("100％", (1, 1, 1)),
    ],
)
def test_a_range_of_shares(typed: str, taken: tuple[float, float, float]) -> None:
    assert tuple(parse(Inputs, {"share": typed}).share) == pytest.approx(taken)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.5", "percent sign"),
        ("50%–0.8", "percent sign"),
        ("80%–50%", "from the least to the most"),
        ("120%", "between 0% and 100%"),
        ("many", "as one number or as"),
        ("1%–2%–3%–4%", "as one number or as"),
    ],
)
def test_what_is_no_range_of_shares(typed: str, said: str) -> None:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, {"share": typed})
    (problem,) = leaves(caught.value)
    assert said in problem.message.en
    assert problem.fields == ("share",)


@pytest.mark.parametrize(
    ("typed", "code", "taken"),
    [
        ("100万–120万", "CNY", (1e6, 1.1e6, 1.2e6)),
        ("¥5", "人民币", (5, 5, 5)),
        ("US$5 - US$7", "$", (5, 6, 7)),
        ("5 chf", "chf", (5, 5, 5)),
    ],
)
def test_a_range_of_amounts(typed: str, code: str, taken: tuple[float, float, float]) -> None:
    assert tuple(parse(Inputs, {"cost": typed, "code": code}).cost) == taken


def test_a_bad_currency_is_told_once_though_amounts_follow_it() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, {"code": "12", "cost": "5", "limit": "6"})
    assert [problem.fields for problem in leaves(caught.value)] == [("code",)]


def test_an_amount_shows_no_currency_until_it_is_known() -> None:
    fields = describe(Inputs)
    assert fields["limit"].show(5).en == "5"
    assert fields["cost"].show(Estimate(1, 2, 3)).en == "1–2–3"
    assert all("¥" not in str(field.limits) for field in fields.values())


@pytest.mark.parametrize("value", [Estimate.exactly(0.123), Estimate(0, 0.5, 1), Estimate(0.1, 0.2, 0.7)])
def test_what_is_written_is_read_back(value: Estimate) -> None:
    field = describe(Inputs)["share"]
    for language in LANGUAGES:
        typed = field.spread(value, "share", language)
        assert tuple(parse(Inputs, typed).share) == pytest.approx(tuple(value))
