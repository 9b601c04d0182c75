"""What to call the vendors, and the one sentence: who leads, how surely, or what keeps it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from calculators.kit import read, show
from calculators.kit.text import Text
from calculators.vendor_sla.criteria import GATES
from calculators.vendor_sla.score import Standing

if TYPE_CHECKING:
    from calculators.vendor_sla import Result

NAMELESS = Text("第 {n} 家", "Vendor no. {n}")
NAMESAKE = Text("{name}（同名 {n}）", "{name} (namesake {n})")

ALONE = Text(
    "{name}得 {score}，范围 {bounds}，满分 100：{gates}。",
    "{name} scores {score}, within {bounds}, of 100: {gates}.",
)
CLEAR = Text(
    "{name}领先：{bounds}，别家最多 {rest}。门槛都过了。",
    "{name} leads: {bounds}, and no other can reach more than {rest}. It passes all gates.",
)
ONLY_ONE = Text(
    "没出局的只有{name}：{bounds}，{gates}。只剩一家，不等于它够好。",
    "Only {name} is not out: {bounds}, {gates}. To be the last one left is not to be good enough.",
)
TOUCH = Text(
    "还分不出高下：{name}领先，{bounds}；可是{others}最多能到 {rest}。把没回答的问清，再比。",
    "Not decided: {name} leads, {bounds}, but {others} may reach {rest}. "
    "Ask what is still open, then compare.",
)
NOT_PASSED = Text(
    "还定不下来：{name}领先，{bounds}，别家最多 {rest}；可是{gates}。先把门槛问清。",
    "Not decided: {name} leads, {bounds}, no other can reach more than {rest}, but {gates}. "
    "Settle the gates first.",
)
TIED = Text(
    "还分不出高下：{names}并列第一，下限都是 {low}。把没回答的问清，再比。",
    "Not decided: {names} share the first place, with a lower bound of {low}. "
    "Ask what is still open, then compare.",
)
NOTHING = Text(
    "还没有一家的承诺带着证据，排不出名次。先把下面的问题发出去。",
    "No vendor’s claim has evidence yet, so there is no ranking. Send the questions below first.",
)
ALL_OUT = Text(
    "全部出局：{why}。得分再高也不算，先谈门槛，或另找一家。",
    "All are out: {why}. No score makes up for that: settle the gates first, or look for another vendor.",
)
OUT = Text("{name}：{gates}", "{name}: {gates}")
PASSED = Text("门槛都过了", "all gates are passed")
FAILED = Text("没过：{gates}", "failed: {gates}")
OPEN = Text("还没定：{gates}", "open: {gates}")


def names(ranked: Sequence[Standing]) -> tuple[Text, ...]:
    """What to call each vendor, so that no two are called the same."""
    keys = _keys(ranked)
    return tuple(
        name if keys.count(key) == 1 else NAMESAKE.format(name=name, n=keys[: at + 1].count(key))
        for at, (name, key) in enumerate(zip(_given(ranked), keys, strict=True))
    )


def any_named_alike(ranked: Sequence[Standing]) -> bool:
    """Whether two vendors have the same name."""
    keys = _keys(ranked)
    return len(set(keys)) < len(keys)


def _given(ranked: Sequence[Standing]) -> list[Text]:
    given = [standing.vendor.name or NAMELESS.format(n=at) for at, standing in enumerate(ranked, 1)]
    return [name if isinstance(name, Text) else Text.same(name) for name in given]


def _keys(ranked: Sequence[Standing]) -> list[str]:
    return [read.plain(name.zh) for name in _given(ranked)]


def headline(result: Result, called: Sequence[Text]) -> tuple[Text, Text, Text]:
    """What it is about, the one thing to read, and the sentence."""
    ranked = result.standings
    running = [at for at, standing in enumerate(ranked) if not standing.failed]
    if len(running) > 1:
        return _compared(result, called, running)
    if not running:
        why = Text.joined(
            (OUT.format(name=name, gates=gates_of(each)) for name, each in zip(called, ranked, strict=True)),
            "；",
            "; ",
        )
        return Text("门槛", "Gates"), Text("全部出局", "All are out"), ALL_OUT.format(why=why)
    one = ranked[running[0]]
    said = {"name": called[running[0]], "bounds": bounds(one), "gates": gates_of(one)}
    if len(ranked) == 1:
        return Text("得分", "Score"), bounds(one), ALONE.format(score=score(one), **said)
    return Text("只剩一家", "The only one left"), said["name"], ONLY_ONE.format(**said)


def _compared(result: Result, called: Sequence[Text], running: Sequence[int]) -> tuple[Text, Text, Text]:
    """The same for two vendors or more that are not out."""
    ranked = result.standings
    undecided = Text("名次", "Ranking"), Text("还分不出", "Not decided")
    first = [at for at in running if ranked[at].rank == 1]
    if not first:
        return *undecided, NOTHING
    best = ranked[first[0]]
    if len(first) > 1:
        named = Text.joined(called[at] for at in first)
        return *undecided, TIED.format(names=named, low=points(best.lower))
    others = [at for at in running if at != first[0]]
    above = [called[at] for at in others if ranked[at].upper >= best.lower]
    said = {
        "name": called[first[0]],
        "bounds": bounds(best),
        "rest": points(max(ranked[at].upper for at in others)),
        "gates": gates_of(best),
    }
    if result.winner is not None:
        return Text("领先", "Clear lead"), said["name"], CLEAR.format(**said)
    if above:
        return *undecided, TOUCH.format(others=Text.joined(above), **said)
    return *undecided, NOT_PASSED.format(**said)


def points(value: float) -> Text:
    """A score."""
    return show.number(value, 1)


def score(standing: Standing) -> Text:
    """The score over what is known."""
    return Text("不清楚", "unknown") if standing.score is None else points(standing.score)


def bounds(standing: Standing) -> Text:
    """From the lower to the upper bound."""
    low, high = points(standing.lower), points(standing.upper)
    return low if low == high else Text("{low}～{high}", "{low}–{high}").format(low=low, high=high)


def score_and_bounds(standing: Standing) -> Text:
    """The score, and its bounds where they differ."""
    one, both = score(standing), bounds(standing)
    return one if one == both else Text("{one}（{both}）", "{one} ({both})").format(one=one, both=both)


def gates_of(standing: Standing) -> Text:
    """How it stands with the gates."""
    parts = [
        said.format(gates=gate_names(gates))
        for said, gates in ((FAILED, standing.failed), (OPEN, standing.open))
        if gates
    ]
    return Text.joined(parts, "；", "; ") if parts else PASSED


def gate_names(gates: Iterable[str]) -> Text:
    """Gates without the word that each label begins with."""
    labels = [GATES[gate].label for gate in gates]
    return Text.joined(Text(label.zh.partition("：")[2], label.en.partition(": ")[2]) for label in labels)
