"""The rules as a decision table to tick and add up with a pen, on one sheet."""

from __future__ import annotations

from calculators.kit import show
from calculators.kit.markup import Markup, tag
from calculators.kit.text import Language, Text
from calculators.triage.layers import LAYERS, LayerName
from calculators.triage.rules import RULES, Rule
from calculators.triage.stop import DANGER_IN_SHORT, RANSOM_IN_SHORT

TICK = Text("看到什么就打勾，不清楚的空着", "Tick what you see; leave blank what you do not know")
SUM = Text("把打勾的行一列一列加起来", "Add up each column over the ticked rows")
OWN = Text("{seen}（自己的服务器才算）", "{seen} (own server only)")
HIGHEST = Text(
    "分数最高的一列最像，一样高的一起查，0 分和负分不看。这是推测，不是结论。",
    "Most points: the likeliest. Equal points: check them together. 0 or less: leave it out. "
    "This is a guess, not a finding.",
)
COLUMN = Text("最高的一列", "Highest column")
CALL = Text("打给", "Call")
AVOID = Text("不要做", "Do not")
STOP = Text("停", "Stop")


def decision_table(language: Language) -> Markup:
    """Stop rules, decision table, and what follows from its highest column."""
    return tag(
        "div",
        tag(
            "ul",
            [
                tag("li", tag("span", STOP[language], class_="state-stop"), " ", said[language])
                for said in (DANGER_IN_SHORT, RANSOM_IN_SHORT)
            ],
        ),
        _rules(language),
        tag("p", HIGHEST[language]),
        _layers(language),
        class_="decisions",
    )


def _rules(language: Language) -> Markup:
    """What is seen, a row for each rule; the layers, a column for each."""
    head = [
        tag("th", tag("span", layer.name[language]), scope="col", class_="decisions-layer")
        for layer in LAYERS.values()
    ]
    return tag(
        "table",
        tag("thead", tag("tr", tag("th", TICK[language], scope="col"), head)),
        tag("tbody", [_row(rule, language) for rule in RULES]),
        tag(
            "tfoot",
            tag("tr", tag("th", SUM[language], scope="row"), [tag("td") for _ in LAYERS]),
        ),
        class_="decisions-rules",
    )


def _row(rule: Rule, language: Language) -> Markup:
    seen = OWN.format(seen=rule.seen) if rule.in_house else rule.seen
    return tag(
        "tr",
        tag("th", tag("span", class_="paper-box"), seen[language], scope="row"),
        [tag("td", _mark(rule, layer)) for layer in LAYERS],
    )


def _mark(rule: Rule, layer: LayerName) -> str | None:
    """The points that a rule adds to a layer."""
    if points := rule.points_for(layer):
        return f"+{points}" if points > 0 else show.number(points).en
    return None


def _layers(language: Language) -> Markup:
    """What to do for the layer whose column is the highest."""
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in (COLUMN, CALL, AVOID)])),
        tag(
            "tbody",
            [
                tag(
                    "tr",
                    tag("th", layer.name[language], scope="row"),
                    tag("td", layer.whom("unknown")[language]),
                    tag("td", layer.avoid[language]),
                )
                for layer in LAYERS.values()
            ],
        ),
        class_="decisions-layers",
    )
