"""The result in words: who leads and how surely, and why each vendor stands where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from calculators.kit import show
from calculators.kit.answer import Answer, Card, Note, Row, Step
from calculators.kit.bars import Bar, Bars
from calculators.kit.text import Text
from calculators.vendor_sla.claim import FACTORS
from calculators.vendor_sla.criteria import CRITERIA, OWN, PICKED
from calculators.vendor_sla.headline import (
    any_named_alike,
    gate_names,
    gates_of,
    headline,
    names,
    points,
    score,
    score_and_bounds,
)
from calculators.vendor_sla.score import FEW, FULL, Standing, Tickets
from calculators.vendor_sla.sections import label_of, sections

if TYPE_CHECKING:
    from calculators.vendor_sla import Inputs, Result

KNOWN = Text("{n} / {all} 项，占权重 {share}", "{n} of {all}, {share} of the weight")
ON_TIME = Text("{met} / {all} 按时，{share}（95% 的范围 {low}～{high}）",
               "{met} of {all} on time, {share} (95% interval {low} to {high})")  # fmt: skip
TOO_FEW = Text("{said}；太少，说明不了什么", "{said}; too few to say much")
HALF = Text(
    "只填了一半：按时和没按时的都要填，没有就填 0", "Half told: fill in both on time and late, 0 for none"
)
NO_TICKETS = Text("没填", "Not told")

# --- Notes

SAME_NAMES = Text(
    "有同名的供应商：按先后编了号。给它们起不同的名字，就不会看错。",
    "Some vendors share a name and are numbered in their order: give them different names.",
)
IS_OUT = Text("{name}出局：{gates}。得分再高也不算。", "{name} is out: {gates}. Its score does not count.")
IS_OPEN = Text(
    "{name}还没定的门槛：{gates}。不清楚，或只是说说、没进合同。",
    "{name} has open gates: {gates}. Unknown, or said and not in the contract.",
)
NOT_TOLD = Text(
    "{name}：{criteria}没写全，按不清楚算。几成和证据都要写，例如 80% E3。",
    "{name}: {criteria} count as unknown. Give both, how far and the evidence, for example 80% E3.",
)
PICKED_BY_THEM = Text(
    "供应商自己挑的客户，证据最多算 E2。自己挑一家打电话。",
    "References that the vendor picks count as E2 at best. Choose one yourself and call.",
)
NOT_FIXED = Text(
    "{name}：有响应时间，没有解决时间。有人接，不等于修好。",
    "{name}: a response time, but no time to resolve. An answer is not a repair.",
)
UNWEIGHTED = Text(
    "没有权重，所以没有算分：{labels}。在“更精确”里给一个大于 0 的权重。",
    "Without a weight, and so not counted: {labels}. Give it more than 0 under “More precise”.",
)
MARKED = Text(
    "自己的工单不到 {few} 张，按时的比例只能参考。",
    "Fewer than {few} own tickets: the share on time is a hint only.",
)


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words."""
    ranked, called = result.standings, names(result.standings)
    label, number, sentence = headline(result, called)
    order = sorted(range(len(ranked)), key=lambda at: (ranked[at].rank or 9, bool(ranked[at].failed), at))
    return Answer(
        label=label,
        number=number,
        sentence=sentence,
        cards=tuple(card(ranked[at], called[at]) for at in order),
        drawing=drawing(ranked, called, order),
        sections=tuple(sections(inputs, result, called)),
        notes=tuple(notes(inputs, result, called)),
        steps=tuple(steps(ranked, called, result)),
    )


# --- Cards and drawing -------------------------------------------------------------------------------


def card(standing: Standing, name: Text) -> Card:
    """A vendor at a glance."""
    if standing.failed:
        title = Text("出局：{name}", "Out: {name}").format(name=name)
    elif standing.rank is None:
        title = Text("没有名次：{name}", "No place: {name}").format(name=name)
    else:
        title = Text.same("{rank}. {name}").format(rank=standing.rank, name=name)
    values = standing.effective.values()
    told = KNOWN.format(
        n=sum(value is not None for value in values),
        all=len(values),
        share=show.share(standing.known / standing.weight, 0),
    )
    return Card(
        title,
        (
            Row(
                Text("得分", "Score"),
                score_and_bounds(standing),
            ),
            Row(Text("门槛", "Gates"), gates_of(standing)),
            Row(Text("已知", "Known"), told),
            Row(Text("工单", "Tickets"), tickets(standing)),
        ),
        quiet=bool(standing.failed),
    )


def tickets(standing: Standing) -> Text:
    """The company's own tickets in words."""
    vendor, own = standing.vendor, standing.tickets
    if own is None:
        return HALF if (vendor.met is None) != (vendor.missed is None) else NO_TICKETS
    said = on_time(own, vendor.met or 0)
    return TOO_FEW.format(said=said) if own.few else said


def on_time(own: Tickets, met: float) -> Text:
    """The share on time with its interval."""
    return ON_TIME.format(
        met=show.number(met),
        all=show.number(own.count),
        share=show.share(own.share, 0),
        low=show.share(own.low, 0),
        high=show.share(own.high, 0),
    )


def drawing(ranked: Sequence[Standing], called: Sequence[Text], order: Iterable[int]) -> Bars:
    """A bar for each vendor, from nothing to the lower bound, and on to the upper."""
    bars = []
    for at in order:
        standing = ranked[at]
        said = Text("{name}：{score}", "{name}: {score}").format(
            name=called[at], score=score_and_bounds(standing)
        )
        out = Text("{said}，出局", "{said}, out").format(said=said)
        bars.append(
            Bar(
                low=standing.lower,
                high=standing.upper,
                mark=standing.score,
                words=out if standing.failed else said,
                crossed=bool(standing.failed),
            )
        )
    return Bars(
        title=Text("得分和范围", "Scores and their bounds"),
        description=Text.joined((bar.words for bar in bars), "；", "; "),
        bars=tuple(bars),
        most=FULL,
        key=Text(
            "实心：不清楚的全按 0 算。空框：不清楚的全按满分算，最多到这里。竖线：只算清楚的。划掉：出局。",
            "Solid: all that is unknown counts 0. Open: all that is unknown counts in full. "
            "Upright line: only what is known. Crossed out: out.",
        ),
    )


# --- Notes and steps ---------------------------------------------------------------------------------


def notes(inputs: Inputs, result: Result, called: Sequence[Text]) -> Iterator[Note]:
    """What to watch out for."""
    ranked = result.standings
    if any_named_alike(ranked):
        yield Note("unknown", SAME_NAMES)
    for standing, name in zip(ranked, called, strict=True):
        if standing.failed:
            yield Note("stop", IS_OUT.format(name=name, gates=gate_names(standing.failed)))
        elif standing.open:
            yield Note("wait", IS_OPEN.format(name=name, gates=gate_names(standing.open)))
        untold = [CRITERIA[key].label for key, claim in standing.vendor.claims()
                  if key in CRITERIA and not claim.known]  # fmt: skip
        if untold:
            yield Note("unknown", NOT_TOLD.format(name=name, criteria=Text.joined(untold)))
        values = standing.effective
        if values.get("response_urgent") is not None and values.get("fix_urgent", 0) is None:
            yield Note("wait", NOT_FIXED.format(name=name))
    told_of = {key for standing in ranked for key, _ in standing.vendor.claims()}
    unweighted = [label_of(inputs, key) for key in OWN if key in told_of and not result.weights[key]]
    if unweighted:
        yield Note("unknown", UNWEIGHTED.format(labels=Text.joined(unweighted)))
    if any((told := standing.vendor.references) and told.evidence > PICKED for standing in ranked):
        yield Note("wait", PICKED_BY_THEM)
    if any(standing.tickets and standing.tickets.few for standing in ranked):
        yield Note("unknown", MARKED.format(few=FEW))


def steps(ranked: Sequence[Standing], called: Sequence[Text], result: Result) -> Iterator[Step]:
    """The formulas with the reader's own numbers, all vendors in each."""

    def each(lines: Iterable[tuple[Text, Text]]) -> Text:
        return Text.joined(
            (Text("{name}：{said}", "{name}: {said}").format(name=name, said=said) for name, said in lines),
            "；",
            "; ",
        )

    pairs = list(zip(called, ranked, strict=True))
    yield Step(
        Text("已知分 = Σ 权重 × 几成 × 证据系数", "Known points = Σ weight × claim × factor of its evidence"),
        each((name, _sum(standing, result)) for name, standing in pairs),
    )
    known = [(name, standing) for name, standing in pairs if standing.known]
    if known:
        yield Step(
            Text("得分 = 100 × 已知分 ÷ 已知的权重", "Score = 100 × known points ÷ weight that is known"),
            each(
                (
                    name,
                    Text.same("100 × {points} ÷ {known} = {score}").format(
                        points=_exact(standing.points), known=_exact(standing.known), score=score(standing)
                    ),
                )
                for name, standing in known
            ),
        )
    yield Step(
        Text("下限 = 100 × 已知分 ÷ 全部权重", "Lower bound = 100 × known points ÷ all weight"),
        each(
            (
                name,
                Text.same("100 × {points} ÷ {weight} = {low}").format(
                    points=_exact(standing.points),
                    weight=_exact(standing.weight),
                    low=points(standing.lower),
                ),
            )
            for name, standing in pairs
        ),
    )
    yield Step(
        Text(
            "上限 = 100 ×（已知分 + 不清楚的权重）÷ 全部权重",
            "Upper bound = 100 × (known points + weight that is unknown) ÷ all weight",
        ),
        each(
            (
                name,
                Text(
                    "100 ×（{points} + {unknown}）÷ {weight} = {high}",
                    "100 × ({points} + {unknown}) ÷ {weight} = {high}",
                ).format(
                    points=_exact(standing.points),
                    unknown=_exact(standing.unknown),
                    weight=_exact(standing.weight),
                    high=points(standing.upper),
                ),
            )
            for name, standing in pairs
        ),
    )
    own = [(name, on_time(standing.tickets, standing.vendor.met or 0)) for name, standing in pairs
           if standing.tickets]  # fmt: skip
    if own:
        yield Step(
            Text(
                "工单按时的范围 =（p + z²/2n ± z√(p(1−p)/n + z²/4n²)）÷（1 + z²/n），z = 1.96",
                "Interval of tickets on time = (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), z = 1.96",
            ),
            each(own),
        )


def _sum(standing: Standing, result: Result) -> Text:
    terms = []
    for criterion, value in standing.effective.items():
        claim = standing.vendor.claim(criterion)
        if value is not None and claim and claim.share is not None:
            terms.append(_term(result.weights[criterion], claim.share, FACTORS[claim.evidence]))
    total = _exact(standing.points)
    if not terms:
        return total
    return Text.same("{sum} = {total}").format(sum=Text.joined(terms, " + ", " + "), total=total)


@lru_cache(maxsize=1_000)
def _term(weight: float, share: float, factor: float) -> Text:
    return Text.same("{weight} × {share} × {factor}").format(
        weight=_exact(weight), share=show.share(share), factor=_exact(factor)
    )


def _exact(value: float) -> Text:
    return show.number(value, 2)
