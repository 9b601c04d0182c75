"""The symptom router: every row of step 2 leads to its conclusion, and nothing contradicts a stop rule."""

import dataclasses
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.answer import Answer
from calculators.kit.fields import Choice, describe, parse
from calculators.kit.text import LANGUAGES, Language, Text
from calculators.triage import Inputs, Result, answer, calculate, decision_table, told_by
from calculators.triage.layers import AWAY, LAYERS, LayerName
from calculators.triage.rules import DIRECT, HINT, RULES, Rule
from calculators.triage.stop import BREAKER, DANGER, RANSOM, WAIT
from tests.docs import wording

FIELDS = {name: list(field.options) for name, field in describe(Inputs).items()}
SAFE = {"danger": "no", "ransom": "no"}
ERP = {"application", "database", "server"}

# The points of step 2, what is seen, and the layers that they point to.
ROWS = [
    pytest.param("2.1P1", {"outside": "no", "login_page": "no"}, {"client", "network", "line"}, id="2.1P1"),
    pytest.param(
        "2.1P1", {"outside": "no", "inside": "no", "login_page": "no"}, {"network"}, id="2.1P1 inside too"
    ),
    pytest.param("2.1P2", {"outside": "yes", "login_page": "no"}, ERP, id="2.1P2"),
    pytest.param("2.1P2", {"inside": "yes", "login_page": "no"}, ERP, id="2.1P2 by an internal page"),
    pytest.param("2.1P3", {"affected": "some"}, {"line", "sign_on"}, id="2.1P3"),
    pytest.param("2.2P1", {"light": "off"}, {"server", "power"}, id="2.2P1"),
    pytest.param("2.2P2", {"alarm": "yes"}, {"server"}, id="2.2P2"),
    pytest.param("2.2P3", {"restarted": "yes"}, {"server"}, id="2.2P3"),
    pytest.param("2.3P1", {"cache": "works"}, {"client"}, id="2.3P1"),
    pytest.param("2.3P2", {"browser": "works"}, {"client"}, id="2.3P2 browser"),
    pytest.param("2.3P2", {"other_pc": "works"}, {"client"}, id="2.3P2 PC"),
    pytest.param("2.3P3", dict.fromkeys(("cache", "browser", "other_pc"), "same"), {"sign_on"}, id="2.3P3"),
    pytest.param("2.4P1", {"data": "document"}, {"data"}, id="2.4P1"),
    pytest.param("2.4P2", {"data": "report"}, {"data", "database"}, id="2.4P2"),
    pytest.param("2.4P2", {"data": "report", "symptom": "silent"}, {"database"}, id="2.4P2 no answer"),
    pytest.param("2.4P3", {"data": "import"}, {"data", "database"}, id="2.4P3"),
    pytest.param("2.4P3", {"data": "import", "symptom": "slow"}, {"database"}, id="2.4P3 slow"),
    pytest.param("2.4M3", {"symptom": "one"}, {"application", "database"}, id="2.4M3"),
    pytest.param("2.1M3", {"hosting": "cloud", "status_page": "fault"}, ERP, id="2.1M3"),
    pytest.param("2.2M2", {"power": "cut"}, {"power"}, id="2.2M2 power cut"),
    pytest.param("2.2M2", {"power": "breaker"}, {"power"}, id="2.2M2 breaker"),
    pytest.param("2.2M2", {"power": "cooling"}, {"server"}, id="2.2M2 cooling"),
    pytest.param("D5", {"outside": "no", "inside": "yes"}, {"line"}, id="D5"),
]
# Which of two observations weighs more.
CASES = [
    pytest.param(
        {"affected": "one", "outside": "no", "login_page": "no", "other_pc": "works"}, {"client"}, id="one PC"
    ),
    pytest.param(
        {"affected": "all", "outside": "yes", "login_page": "no", "light": "off"}, {"server"}, id="light off"
    ),
    pytest.param({"login_page": "no", "outside": "yes", "power": "cut"}, {"power"}, id="power cut"),
    pytest.param(
        {"affected": "some", "phone": "yes", "inside": "yes", "outside": "yes"}, {"sign_on"}, id="VPN"
    ),
    pytest.param(
        {"affected": "all", "outside": "no", "inside": "no", "login_page": "no", "changed": "cable"},
        {"network"},
        id="cables were moved",
    ),
    pytest.param(
        {"affected": "all", "login_page": "yes", "symptom": "slow", "data": "report"},
        {"database"},
        id="slow since a report",
    ),
    pytest.param(
        {"login_page": "yes", "symptom": "error_page", "changed": "update"}, {"application"}, id="update"
    ),
]
MAIN = {
    "danger": ("no", "yes"),
    "ransom": ("no", "yes"),
    "affected": ("all", "one"),
    "outside": ("yes", "no"),
    "login_page": ("yes", "no"),
    "inside": ("yes", "no"),
    "phone": ("yes", "no"),
    "light": ("on", "off"),
    "alarm": ("yes", "no"),
    "restarted": ("yes", "no"),
    "power": ("fine", "breaker"),
    "other_pc": ("works", "same"),
}
told = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in FIELDS.items()})
at_peace = told.map(lambda values: {**values, "danger": "no", "ransom": "no"})


def asked(**values: str) -> tuple[Inputs, Result, Answer]:
    inputs = Inputs(**values)
    result = calculate(inputs)
    return inputs, result, answer(inputs, result)


def words(shown: Answer) -> list[Text]:
    """Everything that an answer says."""
    lines = [
        (card.title, *(part for row in card.lines for part in (row.label, row.value))) for card in shown.cards
    ]
    return [
        shown.label,
        shown.number,
        shown.sentence,
        *(note.words for note in shown.notes),
        *(part for line in lines for part in line),
        *(part for step in shown.steps for part in (step.formula, step.numbers)),
    ]


def said(shown: Answer, language: Language = "en") -> str:
    return "\n".join(each[language] for each in words(shown))


@pytest.mark.parametrize(("point", "seen", "expected"), ROWS)
def test_row_of_step_2_leads_to_its_conclusion(
    point: str, seen: dict[str, str], expected: set[LayerName]
) -> None:
    _, result, shown = asked(**SAFE, **seen)

    assert set(result.ranks[0]) == expected
    assert any(point in rule.framework for rule in result.fired)
    assert {card.title.en.partition(" ")[2] for card in shown.cards} >= {
        LAYERS[name].name.en for name in expected
    }


@pytest.mark.parametrize("point", [f"2.{check}P{row}" for check in range(1, 5) for row in range(1, 4)])
def test_no_row_of_step_2_is_missing(point: str) -> None:
    assert any(point in rule.framework for rule in RULES)
    assert any(param.values[0] == point for param in ROWS)


@pytest.mark.parametrize(("seen", "expected"), CASES)
def test_several_observations(seen: dict[str, str], expected: set[LayerName]) -> None:
    _, result, _ = asked(**SAFE, **seen)

    assert set(result.ranks[0]) == expected


def test_example_of_the_page() -> None:
    _, result, shown = asked(
        **SAFE, hosting="own", affected="all", outside="yes", login_page="no", light="off"
    )
    points = {name: value for name, value in result.points.items() if value}

    assert result.ranks[:2] == (("server",), ("power",))
    assert points == {
        "server": 5, "power": 3, "application": 2, "database": 2, "network": 1, "client": -1, "line": -1,
    }  # fmt: skip
    assert {row.label.en: row.value.en for row in shown.cards[0].lines}[
        "Call"
    ] == "internal IT or the hardware contract"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule(rule: Rule) -> None:
    """A rule says where it comes from, speaks for or against something, and asks for answers that exist."""
    assert rule.framework
    assert all(re.fullmatch(r"[1-5]\.\d[a-zMP]\d?|D\d", point) for point in rule.framework)
    assert rule.weight in (HINT, DIRECT)
    assert rule.pro or rule.con
    assert not set(rule.pro) & set(rule.con)
    for case in rule.cases:
        assert case
        assert all(answer in FIELDS[field] and answer != "unknown" for field, answer in case.items())
        assert rule in calculate(Inputs(**{**SAFE, **case})).fired


def test_names_of_rules_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_answer_counts_somewhere_or_says_that_all_is_well() -> None:
    used = {(field, answer) for rule in RULES for case in rule.cases for field, answer in case.items()}
    left = {
        (field, answer)
        for field, answers in FIELDS.items()
        for answer in answers
        if field not in ("danger", "ransom", "hosting")
        and answer != "unknown"
        and (field, answer) not in used
    }

    assert left == {
        ("alarm", "no"),
        ("power", "fine"),
        ("restarted", "no"),
        ("changed", "none"),
        ("data", "none"),
    }


def test_every_question_may_stay_unknown() -> None:
    for name, field in describe(Inputs).items():
        assert isinstance(field, Choice)
        assert field.assumed
        assert field.value == ("unseen" if name in SAFE else "unknown")
        assert "不清楚" in field.options["unknown"].zh


def test_all_combinations_of_the_main_observations_give_an_answer() -> None:
    for values in product(*MAIN.values()):
        inputs, result, shown = asked(**dict(zip(MAIN, values, strict=True)))
        text = said(shown)
        if inputs.danger == "yes" or inputs.ransom == "yes":
            assert shown.notes == (DANGER if inputs.danger == "yes" else RANSOM)
            assert not shown.cards
        else:
            assert shown.cards
            assert (WAIT in shown.notes) == (inputs.restarted == "yes")
            assert (BREAKER in shown.notes) == (inputs.power == "breaker")
            assert "guess" in text or not result.ranks


@given(told)
def test_any_answers_give_an_answer_in_both_languages(values: dict[str, str]) -> None:
    _, result, shown = asked(**values)

    assert all(each[language].strip() for each in words(shown) for language in LANGUAGES)
    assert bool(shown.cards) != bool(result.stop) or not result.ranks


@given(told, st.sampled_from(["yes", "unknown"]), st.sampled_from(["danger", "ransom"]))
def test_danger_and_ransomware_override_everything(values: dict[str, str], sign: str, field: str) -> None:
    _, result, shown = asked(**{**values, field: sign})
    in_danger = field == "danger" or values["danger"] in ("yes", "unknown")

    assert shown.notes == (DANGER if in_danger else RANSOM)
    assert shown.notes[0].state == "stop"
    assert not shown.cards
    assert not shown.steps
    assert result.fired == calculate(Inputs(**values)).fired  # the answers are kept for afterwards


@given(told)
def test_nobody_is_sent_where_a_stop_rule_forbids(values: dict[str, str]) -> None:
    """No word says restart, reset or enter, but to forbid it or to ask whether it was done."""
    _, _, shown = asked(**values)
    for line in said(shown).split("\n"):
        for sentence in re.split(r"(?<=[.?!:;])\s", line):
            if re.search(r"\brestart\b|\breset\b|\brestore\b", sentence, re.IGNORECASE):
                assert re.search(r"\b(not|never)\b", sentence, re.IGNORECASE), sentence
    for line in said(shown, "zh").split("\n"):
        for match in re.finditer(r".{0,2}(重启|合第|恢复备份)", line):
            assert re.search(r"不|刚|人", match[0]), match[0]


def test_in_danger_nobody_is_sent_to_look() -> None:
    _, _, shown = asked(danger="yes", ransom="yes", power="breaker", restarted="yes")

    assert "server room" not in said(shown).replace("Stay out of the server room", "").replace(
        "stay out of the server room", ""
    )
    assert "unplug" not in said(shown).lower()  # cables can wait until people are safe


@given(at_peace)
def test_waiting_has_a_limit(values: dict[str, str]) -> None:
    _, _, shown = asked(**{**values, "restarted": "yes"})

    assert WAIT in shown.notes
    assert set(re.findall(r"\d+ minutes", said(shown))) == {"30 minutes"}
    assert set(re.findall(r"\d+ 分钟", said(shown, "zh"))) == {"30 分钟"}


@given(at_peace)
def test_a_breaker_is_never_reset_twice(values: dict[str, str]) -> None:
    _, _, shown = asked(**{**values, "power": "breaker"})

    assert BREAKER in shown.notes


@given(at_peace, st.sampled_from(sorted(FIELDS.keys() - {"danger", "ransom", "hosting"})))
def test_an_answer_more_never_takes_away_what_spoke_before(values: dict[str, str], field: str) -> None:
    before = calculate(Inputs(**{**values, field: "unknown"}))
    after = calculate(Inputs(**values))
    added = [rule for rule in after.fired if rule not in before.fired]

    assert {rule.id for rule in before.fired} <= {rule.id for rule in after.fired}
    for layer in LAYERS:
        if not any(layer in rule.con for rule in added):
            assert after.points[layer] >= before.points[layer]
        if not any(layer in rule.pro for rule in added):
            assert after.points[layer] <= before.points[layer]


@given(at_peace)
def test_ranks_follow_the_points(values: dict[str, str]) -> None:
    _, result, _ = asked(**values)
    scores = [{result.points[layer] for layer in rank} for rank in result.ranks]

    assert all(len(score) == 1 for score in scores)  # ties stand together
    assert [score.pop() for score in scores] == sorted(
        {p for p in result.points.values() if p > 0}, reverse=True
    )


@given(at_peace)
def test_what_is_shown_is_never_certain(values: dict[str, str]) -> None:
    _, result, shown = asked(**values)

    if result.ranks:
        assert "a guess" in shown.sentence.en
        assert "推测" in shown.sentence.zh
    assert not re.search(r"\b(certain|definite|sure that|ruled out|excluded)\w*", said(shown), re.IGNORECASE)
    assert not re.search(r"一定是|肯定|排除", said(shown, "zh"))


@given(at_peace)
def test_client_checks_that_fail_never_exclude_the_client(values: dict[str, str]) -> None:
    inputs, result, shown = asked(**{**values, "cache": "same", "browser": "same", "other_pc": "same"})
    (rule,) = (rule for rule in result.fired if "D8" in rule.framework and "2.3P3" in rule.framework)

    assert all(word in rule.reason.en for word in ("unlikely", "single sign-on", "VPN", "proxy", "still"))
    assert all(word in rule.reason.zh for word in ("单点登录", "VPN", "代理", "还要查"))
    assert rule.reason in [step.formula for step in shown.steps]
    assert inputs.cache == "same"


@pytest.mark.parametrize("hosting", AWAY)
def test_lamps_count_only_where_the_server_may_be_ours(hosting: str) -> None:
    seen = {**SAFE, "light": "off", "alarm": "yes", "power": "cooling"}
    _, away, shown = asked(hosting=hosting, **seen)
    _, unknown, _ = asked(hosting="unknown", **seen)

    assert not away.ranks
    assert unknown.ranks[0] == ("server",)
    assert shown.number == describe(Inputs)["affected"].label


def test_lamps_left_out_are_told() -> None:
    _, _, shown = asked(**SAFE, hosting="cloud", light="off", affected="some")

    assert "not counted" in said(shown)


@pytest.mark.parametrize(
    ("layer", "own", "away"),
    [
        ("client", "internal IT", "internal IT"),
        ("network", "internal IT", "internal IT"),
        ("sign_on", "internal IT", "internal IT"),
        ("line", "internal IT or the line provider", "internal IT or the line provider"),
        ("application", "the ERP vendor", "the ERP vendor"),
        ("data", "the ERP vendor", "the ERP vendor"),
        ("database", "the ERP vendor", "the ERP vendor"),
        ("server", "internal IT or the hardware contract", "the ERP vendor"),
        ("power", "building services, then tell internal IT", "building services, then tell internal IT"),
    ],
)
def test_whom_to_call(layer: LayerName, own: str, away: str) -> None:
    """3.2b, 3.2b2 and 3.2c."""
    assert LAYERS[layer].whom("own").en == own
    assert {LAYERS[layer].whom(hosting).en for hosting in AWAY} == {away}
    unknown = LAYERS[layer].whom("unknown").en
    assert own in unknown
    assert away in unknown


@given(told)
def test_the_next_check_is_one_that_is_still_open(values: dict[str, str]) -> None:
    for layer in LAYERS.values():
        check = layer.next_check(values)
        asks = next((field for field, words_ in layer.checks.items() if words_ == check), None)
        if asks is None:
            assert check == layer.last
        else:
            assert values[asks] == "unknown"
            assert not (asks in layer.in_house and values["hosting"] in AWAY)
            assert not (asks == "status_page" and values["hosting"] == "own")


def test_with_nothing_known_it_says_what_to_look_at_first() -> None:
    _, result, shown = asked()

    assert not result.ranks
    assert [card.title.en for card in shown.cards] == [
        "1 Any danger",
        "2 Signs of ransomware",
        "3 Who is affected",
    ]


def test_without_a_look_for_danger_this_comes_first() -> None:
    for seen in ({}, {"danger": "no"}, {"ransom": "no"}):
        _, _, shown = asked(**seen, affected="all")
        assert shown.sentence.en.startswith("Make sure of two things first")
    _, _, shown = asked(**SAFE, affected="all")
    assert shown.sentence.en.startswith("This looks most like")


def test_with_everything_told_and_nothing_found_the_vendor_is_called() -> None:
    _, result, shown = asked(
        **SAFE, affected="one", outside="yes", login_page="yes", symptom="one", hosting="cloud",
        inside="yes", phone="no", status_page="fine", other_pc="same",
    )  # fmt: skip

    assert not result.ranks
    assert shown.number.en == "Call the vendor"


def test_typed_words_are_answers() -> None:
    inputs = parse(Inputs, {"outside": "打不开", "affected": "Everybody", "light": "灭"})

    assert (inputs.outside, inputs.affected, inputs.light) == ("no", "all", "off")
    assert told_by(inputs).keys() == {field.name for field in dataclasses.fields(Inputs)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decision_table_is_the_rules(language: Language) -> None:
    table = decision_table(language)
    rows = re.findall(r'<tr><th scope="row"><span class="paper-box"></span>(.*?)</th>(.*?)</tr>', table)

    assert len(rows) == len(RULES)
    for rule, (seen, cells) in zip(RULES, rows, strict=True):
        marks = [cell.replace("−", "-") or "0" for cell in re.findall(r"<td>(.*?)</td>", cells)]
        assert seen.startswith(rule.seen[language])
        assert dict(zip(LAYERS, map(int, marks), strict=True)) == {
            name: rule.points_for(name) for name in LAYERS
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short(language: Language) -> None:
    """As on a checklist."""
    lines = [part for rule in RULES for part in (rule.seen, rule.so)]
    for layer in LAYERS.values():
        lines += [*layer.checks.values(), layer.last, layer.avoid]
    limit = wording.LONGEST_SENTENCE[language]

    assert [line[language] for line in lines if wording.length(line[language]) > limit] == []


def test_english_is_plain() -> None:
    lines = [rule.reason.en for rule in RULES]
    for layer in LAYERS.values():
        lines += [check.en for check in (*layer.checks.values(), layer.last, layer.avoid)]

    assert wording.grade(lines) <= wording.HIGHEST_GRADE
