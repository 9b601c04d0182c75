"""The vendor score: values by hand and from print, the laws of the bounds, and what it says at the edges."""

import dataclasses
import json
import math
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html

from calculators import vendor_sla
from calculators.kit import door, plain, worksheet
from calculators.kit.answer import Answer, Section
from calculators.kit.errors import InputError
from calculators.kit.fields import describe, leaves, parse
from calculators.kit.text import LANGUAGES, Language
from calculators.kit.words import NOTES
from calculators.vendor_sla import Claim, Inputs, Result, Vendor, answer, calculate
from calculators.vendor_sla.claim import CONTRACT, FACTORS, GRADES
from calculators.vendor_sla.criteria import CRITERIA, GATES, OWN, RTO_QUESTION
from calculators.vendor_sla.score import Z, places, wilson
from calculators.vendor_sla.vendor import ANSWERS, NO

NONE = dict.fromkeys((*CRITERIA, *OWN), 0.0)
PASSING: dict[str, Any] = dict.fromkeys(GATES, CONTRACT)
DEFAULT = {name: criterion.weight for name, criterion in CRITERIA.items()}


def run(*vendors: Vendor, weights: dict[str, float] | None = None, **others: Any) -> Result:
    return calculate(inputs(*vendors, weights=weights, **others))


def inputs(*vendors: Vendor, weights: dict[str, float] | None = None, **others: Any) -> Inputs:
    """Without weights, the default ones."""
    taken: dict[str, Any] = {} if weights is None else {**NONE, **weights}
    return Inputs(vendors=vendors, **taken, **others)


def told(*vendors: Vendor, **others: Any) -> Answer:
    asked = inputs(*vendors, **others)
    return answer(asked, calculate(asked))


def claims(**texts: str) -> dict[str, Any]:
    fields = describe(Vendor)
    return {name: fields[name].read(text, name) for name, text in texts.items()}  # type: ignore[attr-defined]


def vendor(name: str | None = None, /, **texts: str) -> Vendor:
    return Vendor(name=name, **PASSING, **claims(**texts))


def section(shown: Answer, title: str) -> Section:
    return next(section for section in shown.sections if section.title.en == title)


# --- Values: each worked by hand, claim × factor × weight added up on paper ---------------------------

A_SUM = 8.5 + 3.5 + 1.4 + 6.72 + 3.36 + 8 + 1.5 + 2 + 9.8 + 3.15 + 4.9 + 2.55 + 2  # 57.38, 92 known
SCORES = [
    # weights, claims, score, lower, upper; the sum by hand
    ({"phone": 1}, {"phone": "100% E5"}, 100, 100, 100),  # 1 ÷ 1
    ({"phone": 1}, {"phone": "80% E3"}, 56, 56, 56),  # 0.8 × 0.7
    ({"phone": 1, "portal": 1}, {"phone": "80% E3"}, 56, 28, 78),  # 0.56 of 2, 1.56 of 2
    ({"phone": 3, "portal": 1}, {"phone": "100% E4", "portal": "50% E2"}, 68.75, 68.75, 68.75),  # 2.75 ÷ 4
    ({"phone": 2, "portal": 2, "export": 4}, {"phone": "100% E1"}, 20, 5, 80),  # 0.4; of 8; 6.4 of 8
    ({"phone": 10}, {"phone": "0% E5"}, 0, 0, 0),
    ({"phone": 10, "portal": 10}, {"phone": "0% E5"}, 0, 0, 50),  # 10 of 20
    (
        dict.fromkeys(("phone", "portal", "support", "backup", "export"), 1),
        {"phone": "100% E1", "portal": "100% E2", "support": "100% E3", "backup": "100% E4",
         "export": "100% E5"},
        63, 63, 63,
    ),  # 0.2 + 0.4 + 0.7 + 0.85 + 1 = 3.15 of 5
    ({"phone": 0.5, "portal": 1.5}, {"phone": "100% E5", "portal": "100% E3"}, 77.5, 77.5, 77.5),  # 1.55 ÷ 2
    ({"phone": 1000, "portal": 1}, {"phone": "100% E3"}, 70, 70000 / 1001, 70100 / 1001),
    ({"references": 5}, {"references": "100% E5"}, 40, 40, 40),  # picked by the vendor: E2 at best
    ({"references": 5}, {"references": "100% E1"}, 20, 20, 20),
    ({"phone": 4, "portal": 6}, {"phone": "25% E4", "portal": "75% E2"}, 26.5, 26.5, 26.5),  # 0.85 + 1.8
    ({"phone": 3, "portal": 7}, {"phone": "33% E5"}, 33, 9.9, 79.9),  # 0.99 ÷ 3; of 10; 7.99 of 10
    ({"phone": 10}, {"phone": "10% E1"}, 2, 2, 2),
    ({**DEFAULT, "own1": 20}, {"own1": "100% E3"}, 70, 1400 / 120, 95),  # 14 of 120; 114 of 120
    (
        {"phone": 7, "portal": 3, "export": 10},
        {"phone": "60% E4", "portal": "90% E3"},
        54.6, 27.3, 77.3,
    ),  # 3.57 + 1.89 = 5.46; of 20; 15.46 of 20
    ({"phone": 5, "portal": 5}, {"phone": "100% E0", "portal": "50% E5"}, 50, 25, 75),  # E0 is unknown
    ({"phone": 5, "portal": 0}, {"phone": "40% E5", "portal": "100% E5"}, 40, 40, 40),  # 0 leaves it out
    ({"fix_urgent": 12, "backup": 14}, {"fix_urgent": "80% E3"}, 56, 672 / 26, 2072 / 26),
]  # fmt: skip
EXAMPLES = [
    (0, 100 * A_SUM / 92, 57.38, 65.38),
    (1, 27.4, 13.7, 63.7),  # 2 + 1 + 0.4 + 3.2 + 1.2 + 0.5 + 1.4 + 2 + 2 = 13.7, 50 known
    (2, 62.9, 62.9, 62.9),  # (100 − 8 − 5) × 0.7 + 0 + 5 × 0.4
]
# k of n on time, and the interval. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3;
# 6 of 32: an R notebook, rstudio-pubs 1367507, which prints Wilson = 0.08889545 0.35309155;
# 46 of 50 and 6 of 7: by hand with z = 1.96 and a table of square roots.
WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (6, 32, 0.0889, 0.3531),
    (46, 50, 0.8116, 0.9685),
    (6, 7, 0.4869, 0.9743),
]


@pytest.mark.parametrize(("weights", "texts", "score", "lower", "upper"), SCORES)
def test_scores_by_hand(
    weights: dict[str, float], texts: dict[str, str], score: float, lower: float, upper: float
) -> None:
    (standing,) = run(vendor(**texts), weights=weights).standings

    assert (standing.score, standing.lower, standing.upper) == pytest.approx((score, lower, upper))


@pytest.mark.parametrize(("at", "score", "lower", "upper"), EXAMPLES)
def test_worked_example_by_hand(at: int, score: float, lower: float, upper: float) -> None:
    standing = calculate(Inputs()).standings[at]

    assert (standing.score, standing.lower, standing.upper) == pytest.approx((score, lower, upper))


@pytest.mark.parametrize(("met", "n", "low", "high"), WILSON)
def test_wilson_as_published(met: int, n: int, low: float, high: float) -> None:
    own = wilson(met, n - met)

    assert own
    assert own.share == met / n
    assert (own.low, own.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("phone", "portal", "changes"),
    [
        (10, 9, [("phone", 0.8), ("portal", 1.2)]),  # 8 < 9; 10.8 > 10
        (10, 8, [("phone", 0.8)]),  # 8 = 8, a tie; 9.6 < 10
        (10, 7, []),  # 8 > 7; 8.4 < 10
        (10, 10, [("phone", 0.8), ("phone", 1.2), ("portal", 0.8), ("portal", 1.2)]),  # a tie is broken
    ],
)
def test_a_weight_that_changes_the_ranking(
    phone: float, portal: float, changes: list[tuple[str, float]]
) -> None:
    one = vendor(phone="100% E5", portal="0% E5")
    other = vendor(phone="0% E5", portal="100% E5")
    result = run(one, other, weights={"phone": phone, "portal": portal})

    assert [(swing.criterion, pytest.approx(swing.factor)) for swing in result.swings] == changes


def test_the_default_weights_read_as_per_cent() -> None:
    assert math.fsum(DEFAULT.values()) == 100
    assert {name: getattr(Inputs(), name) for name in CRITERIA} == DEFAULT


# --- Laws --------------------------------------------------------------------------------------------

SHARES = st.integers(0, 10_000).map(lambda part: part / 10_000)
NAMES = [*CRITERIA, *OWN]
known_claims = st.builds(Claim, SHARES, st.sampled_from([grade for grade in FACTORS if FACTORS[grade]]))
any_claims = st.none() | known_claims | st.builds(Claim, st.none() | SHARES, st.just("E0"))
gates = st.fixed_dictionaries({gate: st.sampled_from(list(ANSWERS)) for gate in GATES})
all_claims = st.fixed_dictionaries(dict.fromkeys(NAMES, any_claims))
any_vendors = st.builds(lambda passes, told: Vendor(**passes, **told), gates, all_claims)
# As a form takes them; what is smaller than the rounding of the rest is none.
any_weights = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.just(0.0) | st.floats(0.01, 1_000))
).filter(lambda weights: any(weights.values()))  # fmt: skip
several = st.lists(any_vendors, min_size=1, max_size=5)


@given(several, any_weights)
def test_bounds_contain_the_score(vendors: list[Vendor], weights: dict[str, float]) -> None:
    for standing in run(*vendors, weights=weights).standings:
        assert 0 <= standing.lower <= standing.upper + 1e-9
        assert standing.upper <= 100 + 1e-9
        if standing.score is not None:
            assert standing.lower - 1e-9 <= standing.score <= standing.upper + 1e-9


@given(any_vendors, any_weights, st.sampled_from(NAMES), SHARES)
def test_more_evidence_never_lowers_the_lower_bound(
    one: Vendor, weights: dict[str, float], name: str, share: float
) -> None:
    lower = []
    for grade in GRADES:
        changed = dataclasses.replace(one, **{name: Claim(share, grade)})
        lower.append(run(changed, weights=weights).standings[0].lower)

    assert lower == sorted(lower)


@given(any_vendors, any_weights, st.sampled_from(NAMES), known_claims)
def test_an_answer_narrows_the_bounds(
    one: Vendor, weights: dict[str, float], name: str, claim: Claim
) -> None:
    before = run(dataclasses.replace(one, **{name: None}), weights=weights).standings[0]
    after = run(dataclasses.replace(one, **{name: claim}), weights=weights).standings[0]

    assert before.lower <= after.lower + 1e-9
    assert after.upper <= before.upper + 1e-9


@given(several, any_weights, st.sampled_from(NAMES), any_claims)
def test_a_weight_of_zero_changes_nothing(
    vendors: list[Vendor], weights: dict[str, float], name: str, claim: Claim | None
) -> None:
    without = {**weights, name: 0.0}
    assume(any(without.values()))
    changed = [dataclasses.replace(vendors[0], **{name: claim}), *vendors[1:]]
    before, after = run(*vendors, weights=without), run(*changed, weights=without)

    assert [(each.score, each.lower, each.upper, each.rank) for each in before.standings] == [
        (each.score, each.lower, each.upper, each.rank) for each in after.standings
    ]
    assert before.swings == after.swings
    assert name not in {swing.criterion for swing in after.swings}


@given(several, any_weights, st.sampled_from([0.25, 0.5, 2, 4]))
def test_weights_are_normalised(vendors: list[Vendor], weights: dict[str, float], factor: float) -> None:
    scaled = {name: weight * factor for name, weight in weights.items()}
    for before, after in zip(
        run(*vendors, weights=weights).standings, run(*vendors, weights=scaled).standings, strict=True
    ):
        assert (after.lower, after.upper, after.rank) == (before.lower, before.upper, before.rank)


@given(several, any_weights)
def test_the_order_of_the_rows_changes_nothing(vendors: list[Vendor], weights: dict[str, float]) -> None:
    there, back = run(*vendors, weights=weights), run(*vendors[::-1], weights=weights)

    assert there.standings == back.standings[::-1]
    winners = [None if at is None else result.standings[at] for result, at in
               ((there, there.winner), (back, back.winner))]  # fmt: skip
    assert winners[0] == winners[1]


@given(several, any_weights)
def test_places_and_winner(vendors: list[Vendor], weights: dict[str, float]) -> None:
    result = run(*vendors, weights=weights)
    ranked = result.standings
    for standing in ranked:
        assert (standing.rank is None) == (bool(standing.failed) or standing.score is None)
        assert bool(standing.failed) == any(getattr(standing.vendor, gate) == NO for gate in GATES)
        for other in ranked:
            if standing.rank and other.rank and standing.rank < other.rank:
                assert standing.lower > other.lower
    if result.winner is not None:
        best = ranked[result.winner]
        assert best.rank == 1
        assert not best.failed
        assert not best.open
        assert all(best.lower > other.upper for other in ranked if other is not best and not other.failed)


@given(st.lists(st.none() | st.floats(0, 100), max_size=5))
def test_equal_scores_share_a_place(scores: list[float | None]) -> None:
    placed = places(scores)
    some = [place for place in placed if place is not None]

    assert [place is None for place in placed] == [score is None for score in scores]
    assert not some or min(some) == 1
    assert all(
        placed[at] == placed[other]
        for at, score in enumerate(scores)
        for other, same in enumerate(scores)
        if score == same
    )


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_an_interval_contains_the_share(met: int, missed: int) -> None:
    assume(met + missed)
    own, mirrored, more = wilson(met, missed), wilson(missed, met), wilson(4 * met, 4 * missed)

    assert own
    assert mirrored
    assert more
    assert 0 <= own.low <= own.share + 1e-12
    assert own.share - 1e-12 <= own.high <= 1
    assert (own.low, own.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)
    assert more.high - more.low < own.high - own.low
    # The ends solve (p − k/n)² = z² p (1 − p) ÷ n, from which Wilson found them.
    n = met + missed
    for end in (own.low, own.high):
        assert (end - met / n) ** 2 == pytest.approx(Z * Z * end * (1 - end) / n, rel=1e-6, abs=1e-12)


# --- A claim in one cell -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "claim"),
    [
        ("80% E3 clause 5.2", Claim(0.8, "E3", "clause 5.2")),
        ("80% e3", Claim(0.8, "E3")),
        ("80E3", Claim(0.8, "E3")),
        ("80 E3：合同 5.2", Claim(0.8, "E3", "合同 5.2")),
        ("８０％，Ｅ３，合同", Claim(0.8, "E3", "合同")),
        ("100% E4 99.9% a month", Claim(1, "E4", "99.9% a month")),
        ("0% E5", Claim(0, "E5")),
        ("0 E1", Claim(0, "E1")),
        ("80%", Claim(0.8)),
        ("80% asked on Monday", Claim(0.8, "E0", "asked on Monday")),
        ("E3", Claim(None, "E3")),
        ("E0", Claim(None)),
        ("asked, no answer", Claim(None, "E0", "asked, no answer")),
        ("E-mail of Monday", Claim(None, "E0", "E-mail of Monday")),
    ],
)
def test_a_claim_is_read(typed: str, claim: Claim) -> None:
    field = describe(Vendor)["phone"]
    read = field.read(typed, "phone")  # type: ignore[attr-defined]

    assert read == claim
    assert field.read(field.write(read, "en"), "phone") == claim  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("180% E3", "0% to 100%"),
        ("-5% E3", "0% to 100%"),
        ("80% E7", "E0 to E5"),
        ("4 h E3", "80% E3 clause 5.2"),
        ("E3 80%", "80% E3 clause 5.2"),
        ("1.2.3 E3", "80% E3 clause 5.2"),
        ("0.8 E3", "80% or 0.8%"),
    ],
)
def test_a_claim_that_cannot_be_read_says_how(typed: str, hint: str) -> None:
    with pytest.raises(InputError) as error:
        claims(phone=typed)

    assert "24×7 telephone" in error.value.message.en
    assert typed in error.value.message.en
    assert typed in error.value.message.zh
    assert hint in error.value.message.en


@given(
    st.builds(Claim, st.floats(0, 1), st.sampled_from(["E1", "E3", "E5"])),
    st.text(st.characters(categories=["L"]), max_size=20),
)
def test_a_claim_comes_back_as_it_was_written(claim: Claim, note: str) -> None:
    field = describe(Vendor)["phone"]
    claim = dataclasses.replace(claim, note=f"§ {note}".strip())
    read = field.read(field.write(claim, "zh"), "phone")  # type: ignore[attr-defined]

    assert (read.evidence, read.note) == (claim.evidence, claim.note)
    assert read.share == pytest.approx(claim.share, abs=1e-11)


# --- Gates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(("said", "failed", "is_open"), [
    (NO, True, False), ("E0", False, True), ("E1", False, True), ("E2", False, True),
    ("E3", False, False), ("E4", False, False), ("E5", False, False),
])  # fmt: skip
def test_a_gate(gate: str, said: str, failed: bool, is_open: bool) -> None:
    one = dataclasses.replace(vendor("甲", phone="100% E5"), **{gate: said})
    (standing,) = run(one).standings

    assert standing.failed == ((gate,) if failed else ())
    assert standing.open == ((gate,) if is_open else ())
    assert standing.rank == (None if failed else 1)


def test_one_that_is_out_stays_in_view() -> None:
    shown = answer(Inputs(), calculate(Inputs()))
    card = shown.cards[-1]

    assert card.quiet
    assert card.title.en == "Out: Vendor C (fictional)"
    assert "62.9" in card.lines[0].value.en
    assert "24×7 telephone" in card.lines[1].value.en
    assert shown.drawing
    assert "出局" in shown.drawing.draw("zh", "d")
    assert not any(card.quiet for card in shown.cards[:-1])


# --- Edges -------------------------------------------------------------------------------------------

FULL = dict.fromkeys(CRITERIA, "100% E5")
HALF = dict.fromkeys(CRITERIA, "50% E5")


def test_a_clear_lead_is_named() -> None:
    shown = told(vendor("甲", **FULL), vendor("乙", **HALF))

    assert (shown.number.zh, shown.label.en) == ("甲", "Clear lead")
    # References count 0.4 at best: 95 + 5 × 0.4, and half of that.
    assert "甲 leads: 97, and no other can reach more than 48.5" in shown.sentence.en
    assert shown.cards[0].title.zh == "1. 甲"


def test_a_lead_with_an_open_gate_is_not_decided() -> None:
    leading = dataclasses.replace(vendor("甲", **FULL), gate_data="E1")
    shown = told(leading, vendor("乙", **HALF))

    assert shown.number.en == "Not decided"
    assert "data ownership and export" in shown.sentence.en


def test_equal_scores_are_not_decided() -> None:
    shown = told(vendor("甲", **HALF), vendor("乙", **HALF))

    assert shown.number.en == "Not decided"
    assert "甲、乙并列第一" in shown.sentence.zh
    assert [card.title.zh for card in shown.cards] == ["1. 甲", "1. 乙"]


def test_one_vendor_is_measured_against_the_needs() -> None:
    one = dataclasses.replace(vendor("甲", **HALF), restored=timedelta(hours=6), lost=timedelta(hours=1))
    shown = told(one)

    assert shown.label.en == "Score"
    assert "all gates are passed" in shown.sentence.en
    assert section(shown, "The gap to our targets").rows[0][1].en == "6 h: short by 2 h"
    assert section(shown, "The gap to our targets").rows[0][2].zh == "1 小时：够，早 3 小时"
    assert "no ranking to change" in section(shown, "If a weight is off by 20%").words.en  # type: ignore[union-attr]


def test_nothing_known_has_no_place() -> None:
    shown = told(Vendor(name="甲"), Vendor(name="乙", phone=Claim(1, "E0")))
    result = run(Vendor(name="甲"), Vendor(name="乙"))

    assert [(each.score, each.lower, each.upper, each.rank) for each in result.standings] == [
        (None, 0, 100, None)
    ] * 2
    assert "no ranking" in shown.sentence.en
    assert shown.cards[0].title.zh == "没有名次：甲"


def test_one_that_is_silent_keeps_it_open() -> None:
    shown = told(vendor("甲", **FULL), Vendor(name="乙"))

    assert shown.number.en == "Not decided"
    assert "乙 may reach 100" in shown.sentence.en


def test_all_out() -> None:
    out = dataclasses.replace(vendor("甲", **FULL), gate_phone=NO, gate_data=NO)
    shown = told(out, dataclasses.replace(out, name="乙"))

    assert shown.number.zh == "全部出局"
    assert "甲: failed: 24×7 telephone, data ownership and export" in shown.sentence.en
    assert all(card.quiet for card in shown.cards)
    # With all of them out, the clauses are those that theirs lack.
    assert section(shown, "Clauses to ask for").rows[0][1].en == "all"


def test_the_last_one_left_is_not_called_good() -> None:
    out = dataclasses.replace(vendor("甲", **FULL), gate_phone=NO)
    shown = told(out, vendor("乙", **HALF))

    assert shown.label.en == "The only one left"
    assert "not to be good enough" in shown.sentence.en


def test_five_vendors_and_no_more() -> None:
    values = {"vendors": " ".join(f"r{number}" for number in range(6))}
    values |= {f"vendors.r{number}.name": str(number) for number in range(6)}
    with pytest.raises(ExceptionGroup) as error:
        parse(Inputs, values)

    assert "room for 5 rows; it now has 6" in leaves(error.value)[0].message.en
    del values["vendors.r5.name"]
    values["vendors"] = " ".join(f"r{number}" for number in range(5))
    assert len(parse(Inputs, values).vendors) == 5


def test_no_vendor_at_all_says_what_to_do() -> None:
    for values in ({"vendors": ""}, {"vendors": "r1"}):
        with pytest.raises(ExceptionGroup) as error:
            parse(Inputs, values)
        assert "fill in at least one row" in leaves(error.value)[0].message.en


def test_all_weights_of_zero_are_told() -> None:
    with pytest.raises(InputError, match="All weights are 0") as error:
        run(vendor(phone="100% E5"), weights={})

    assert error.value.fields == ("response_urgent",)


def test_namesakes_and_nameless_are_kept_apart() -> None:
    twins = told(vendor("星云", **FULL), vendor(" 星云", **HALF), vendor(None, **HALF))
    titles = [card.title.zh for card in twins.cards]

    assert any("星云（同名 1）" in title for title in titles)
    assert any("（同名 2）" in title for title in titles)
    assert any("第 3 家" in title for title in titles)
    assert len(set(titles)) == 3
    assert any("同名" in note.words.zh for note in twins.notes)
    assert not any("同名" in note.words.zh for note in told(vendor("甲"), vendor("乙")).notes)


@pytest.mark.parametrize("name", ["{0}", "{name}", "<b>", "=1+1", "甲\n \n乙", "x" * 40])
def test_a_name_is_only_a_name(name: str) -> None:
    one = dataclasses.replace(vendor(name, phone="100% E1"), gate_phone="E1")
    shown = told(one, Vendor(name="乙"))

    assert name in shown.sentence.en
    assert plain.text(vendor_sla, inputs(one), shown, "zh", {})


def test_programs_get_the_numbers() -> None:
    reply = json.loads(
        door.answer(json.dumps({"op": "json", "calculator": "vendor_sla", "language": "en", "values": {}}))
    )
    standing = reply["result"]["standings"][0]

    assert (standing["lower"], standing["upper"], standing["rank"]) == (
        pytest.approx(57.38),
        pytest.approx(65.38),
        1,
    )
    assert standing["late"] == 3_600


def test_a_claim_that_lacks_a_part_is_named_and_counts_as_unknown() -> None:
    one = vendor("甲", phone="80%", portal="E3", export="asked", backup="100% E3")
    (standing,) = run(one).standings
    said = " ".join(note.words.en for note in told(one).notes)

    assert standing.known == DEFAULT["backup"]
    assert "甲: 24×7 telephone, how good, Portal, Data export count as unknown" in said


def test_tickets_too_few_half_told_and_none() -> None:
    lines = {
        what: told(dataclasses.replace(vendor("甲"), **own)).cards[0].lines[-1].value.en
        for what, own in {
            "few": {"met": 9, "missed": 0},
            "enough": {"met": 9, "missed": 1},
            "half": {"met": 9},
            "zero": {"met": 0, "missed": 0},
            "none": {},
        }.items()
    }

    assert "too few" in lines["few"]
    assert "9 of 10 on time, 90%" in lines["enough"]
    assert "too few" not in lines["enough"]
    assert "both" in lines["half"]
    assert lines["zero"] == lines["none"] == "Not told"


def test_the_reader_is_warned() -> None:
    said = [note.words.en for note in told(vendor("甲", response_urgent="100% E3")).notes]
    assert any("An answer is not a repair" in words for words in said)
    said = [note.words.en for note in told(vendor("甲", references="100% E5")).notes]
    assert any("E2 at best" in words for words in said)
    said = [note.words.en for note in told(vendor("甲", references="100% E2")).notes]
    assert not any("E2 at best" in words for words in said)


# --- What to send, what to ask for, what it rests on ----------------------------------------------------


def test_letters_to_each_vendor_in_both_languages() -> None:
    letters = section(answer(Inputs(), calculate(Inputs())), "What to ask next").letters

    assert [letter.language for letter in letters] == ["zh", "en"] * 3
    for zh, en in zip(letters[::2], letters[1::2], strict=True):
        assert len(re.findall(r"^\d+\. ", zh.words, re.M)) == len(re.findall(r"^\d+\. ", en.words, re.M))
        assert not re.search("[\u3400-\u9fff]", en.words)
        # What follows the address is Chinese throughout, but for names such as ERP.
        assert not re.search("[a-z]{2}", zh.words)


def test_questions_begin_with_the_gates_then_go_by_weight() -> None:
    one = dataclasses.replace(vendor("甲", phone="100% E3", fix_urgent="50% E1"), gate_data="E0")
    words = section(told(one), "What to ask next").letters[1].words
    asked = re.findall(r"^\d+\. (.*)", words, re.M)
    need = RTO_QUESTION.format(need="4 h").en

    assert asked[0] == GATES["gate_data"].question.en
    assert asked[1] == need
    assert asked[3] == CRITERIA["backup"].question.en  # 14, the weightiest
    assert asked[4].startswith(CRITERIA["fix_urgent"].question.en)
    assert "not in the contract yet" in asked[4]
    assert not any(CRITERIA["phone"].question.en in question for question in asked)
    assert "planned maintenance" in asked[-1]


def test_without_targets_the_need_is_left_blank() -> None:
    shown = told(vendor("甲"), rto=None, rpo=None)

    assert "( ) h" in section(shown, "What to ask next").letters[1].words
    assert all(section.title.en != "The gap to our targets" for section in shown.sections)


def test_clauses_are_a_start_and_name_whose_contract_lacks_them() -> None:
    whole = vendor("甲", **dict.fromkeys(CRITERIA, "100% E4"))
    clauses = section(told(whole, vendor("乙", phone="100% E2")), "Clauses to ask for")
    by_clause = {row[0].en: row[1].en for row in clauses.rows}

    assert clauses.words
    assert "not legal advice" in clauses.words.en
    assert "不是法律意见" in clauses.words.zh
    assert by_clause[CRITERIA["phone"].clause.en] == "乙"
    assert by_clause[CRITERIA["references"].clause.en] == "all"
    assert GATES["gate_phone"].clause.en not in by_clause


def test_marks_for_an_own_criterion_without_a_weight_are_told_of() -> None:
    marked = vendor("甲", own2="100% E3")
    said = "Without a weight, and so not counted: Parking."

    def notes(shown: Answer) -> str:
        return " ".join(note.words.en for note in shown.notes)

    assert said in notes(told(marked, own2_name="Parking"))
    assert "Without a weight" not in notes(told(marked, weights={**DEFAULT, "own2": 3}))
    assert "Without a weight" not in notes(told(vendor("甲"), own2_name="Parking"))


def test_it_says_whose_the_weights_are() -> None:
    def weights(shown: Answer) -> str:
        return section(shown, "Where the rules come from").rows[0][1].en

    assert weights(told(vendor("甲"))) == "this project’s own proposal, unchanged"
    named = told(vendor("甲"), weights={**DEFAULT, "phone": 9, "own2": 3}, own2_name="Parking")
    assert "changed by you: 24×7 telephone, how good, Parking" in weights(named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_travel_with_text_and_csv(language: Language) -> None:
    shown = answer(Inputs(), calculate(Inputs()))
    for written in (
        plain.text(vendor_sla, Inputs(), shown, language, {}),
        plain.csv(vendor_sla, Inputs(), shown, language, {}),
    ):
        assert GATES["gate_data"].question.zh in written
        assert GATES["gate_phone"].question.en.partition(",")[0] in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worksheet_is_a_scorecard(language: Language) -> None:
    sheet = html.fromstring(worksheet.worksheet(vendor_sla, language))
    empty, filled = sheet.find_class("worksheet-columns")
    cells = describe(Vendor)
    asked = [cell.label[language] for key, cell in cells.items() if not cell.more or key in OWN]
    told = [cell.label[language] for cell in cells.values() if not cell.more]

    for table, columns, labels in ((empty, 5, [*asked, NOTES[language]]), (filled, 3, told)):
        assert table.xpath("./tbody/tr/th/text()") == labels
        assert {len(row.xpath("./td")) for row in table.xpath("./tbody/tr")} == {1 + columns}
        beside = {row[0].text: row[1].text_content() for row in table.xpath("./tbody/tr")}
        for criterion in CRITERIA.values():
            assert beside[criterion.label[language]].split()[0] == f"{criterion.weight:g}"
    assert not "".join(empty.xpath("./tbody//td[position() > 1]//text()")).strip()
    assert "80% E3 4 h ÷ 5 h, § 5.2" in filled.xpath("./tbody//td//text()")
    assert all(said[language] in empty.text_content() for said in ANSWERS.values())


def test_errors_of_a_cell_are_told_at_that_cell() -> None:
    values = {"vendors": "r1", "vendors.r1.name": "甲", "vendors.r1.phone": "4 h", "vendors.r1.lost": "much"}
    reply = json.loads(
        door.answer(json.dumps({"op": "calculate", "calculator": "vendor_sla", "language": "en",
                                "values": values}))
    )  # fmt: skip

    assert [error["field"] for error in reply["errors"]] == ["vendors.r1.phone", "vendors.r1.lost"]
    assert all("row 1" in error["message"] for error in reply["errors"])
