"""Which layer is likely broken, and what to check next: the symptom router.

    points of a layer = sum of the weights of the rules that speak for it − sum of those that speak against it

    weight          3 where something is seen or heard at the thing itself, or a try cures it; 1 where it is
                    inferred                                                                         [points]

Layers with more than 0 points are ranked; equal points share a rank. What is unknown counts nowhere, so that
one more answer never takes away what spoke for a layer. The rules follow step 2 of the five-step framework,
each with the points that it comes from (`rules.py`); weights and sum are this project's own proposal.

Danger, then signs of ransomware, override everything: then there is no ranking, only what to do.
Holds as a guess that says where to look next and whom to call. It is never a finding.

Nobody has looked yet:

>>> result = calculate(Inputs())
>>> print(answer(Inputs(), result).sentence.en)
Nothing told so far points to one place. Look first, in this order: Any danger, Signs of ransomware, Who is \
affected.

An invented case: no danger; own server; everybody is affected; other sites open, the ERP does not; the power
light is off.

>>> case = Inputs(danger="no", ransom="no", hosting="own", affected="all", outside="yes", login_page="no",
...               light="off")
>>> result = calculate(case)
>>> [(name, result.points[name]) for name in result.ranks[0]], result.ranks[1]
([('server', 5)], ('power',))
>>> print(answer(case, result).sentence.en)
This looks most like: Server. Do next: Ask if anybody just restarted or touched it. Call internal IT or \
the hardware contract. This is a guess from what you told, not a finding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from calculators.kit import show
from calculators.kit.answer import Answer, Card, Note, Row, Source, Step
from calculators.kit.fields import Field, choice, describe
from calculators.kit.text import Text
from calculators.triage.layers import LAYERS, LayerName
from calculators.triage.paper import decision_table
from calculators.triage.rules import DIRECT, ERP, HINT, RULES, Rule
from calculators.triage.stop import BREAKER, DANGER, DANGER_IN_SHORT, RANSOM, RANSOM_IN_SHORT, WAIT

__all__ = ["SOURCES", "TITLE", "Inputs", "Result", "answer", "calculate", "decision_table"]

TITLE = Text("哪里坏了？先查什么？", "What is broken, and what next?")

SOURCES = {
    "rules": Source(
        Text(
            "支道博客：ERP 系统崩溃的五个步骤，第 1～3 步",
            "Zhidao blog: five steps when the ERP crashes, steps 1 to 3",
        ),
        "erp-system-crash-5-steps-quick-fix",
    ),
    "ransomware": Source(
        Text("CISA：勒索软件应对清单", "CISA: ransomware response checklist"),
        "https://cisa.gov/ransomware-response-checklist",
    ),
    "breaker": Source(
        Text("OSHA 第 1910.334 条：跳闸以后", "OSHA rule 1910.334: after a breaker has tripped"),
        "https://www.osha.gov/laws-regs/regulations/standardnumber/1910/1910.334",
    ),
}

UNKNOWN = Text("不清楚", "Unknown")
# Who has looked and does not know does as for “yes”.
SIGNS = {
    "yes": Text("有", "Yes"),
    "no": Text("没有", "No"),
    "unknown": UNKNOWN,
    "unseen": Text("还没看", "Not looked yet"),
}
SEEN = ("yes", "unknown")
OPEN = ("unseen", "unknown")
OPENS = {"yes": Text("能开", "Opens"), "no": Text("打不开", "Does not open"), "unknown": UNKNOWN}
NOT_TRIED = Text("没试，不清楚", "Not tried, unknown")
WORKS = {"works": Text("能用", "Works"), "same": Text("也不行", "Fails too"), "unknown": NOT_TRIED}


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the reader sees. Without arguments nobody has looked yet."""

    danger: str = choice(
        Text("有没有危险", "Any danger"),
        SIGNS,
        hint=Text(
            "冒烟、漏水、煤气味、烧焦味。不要为了看而进机房。",
            "Smoke, water, a smell of gas or burning. Do not enter the server room to look.",
        ),
        assumed="unseen",
    )
    ransom: str = choice(
        Text("勒索的迹象", "Signs of ransomware"),
        SIGNS,
        hint=Text("勒索信，或大批文件改了名。", "A ransom note, or many files renamed."),
        assumed="unseen",
    )
    affected: str = choice(
        Text("谁用不了", "Who is affected"),
        {
            "all": Text("所有人", "Everybody"),
            "some": Text("部分部门或地点", "Some departments or places"),
            "one": Text("只有一台电脑", "One PC only"),
            "unknown": UNKNOWN,
        },
        hint=Text("打电话问两个部门，再问一个别的地点。", "Call two departments and one other place."),
        assumed="unknown",
    )
    outside: str = choice(
        Text("外部网站", "An outside site"),
        OPENS,
        hint=Text("试两个平时能开的。", "Try two that usually open."),
        assumed="unknown",
    )
    login_page: str = choice(
        Text("ERP 登录页", "The ERP’s log-in page"),
        OPENS,
        hint=Text("出来能填用户名的页面，才算能开。", "It opens if there is a place to type the user name."),
        assumed="unknown",
    )
    symptom: str = choice(
        Text("ERP 现在什么样", "What the ERP does"),
        {
            "login": Text("登不进去", "Cannot log in"),
            "white": Text("白屏", "Blank page"),
            "error_page": Text("报错页面", "Error page"),
            "silent": Text("没有反应", "No answer"),
            "slow": Text("很慢", "Slow"),
            "one": Text("只有一个功能不行", "One function fails"),
            "unknown": UNKNOWN,
        },
        hint=Text(
            "报错页面：ERP 自己的，不是浏览器的。先拍照。",
            "Error page: the ERP’s own, not the browser’s. Photograph it.",
        ),
        assumed="unknown",
    )
    hosting: str = choice(
        Text("ERP 的服务器在哪里", "Where the ERP’s server is"),
        {
            "own": Text("自己的机房", "Our own server room"),
            "hosted": Text("供应商托管", "Hosted by the vendor"),
            "cloud": Text("云上", "In the cloud"),
            "unknown": UNKNOWN,
        },
        hint=Text("决定该打给谁。", "It decides whom to call."),
        assumed="unknown",
    )
    inside: str = choice(
        Text("内网页面或共享文件夹", "Internal page or file share"),
        OPENS,
        hint=Text(
            "公司官网不算，它常放在外面。", "The public website does not count: it often runs elsewhere."
        ),
        assumed="unknown",
        more=True,
    )
    phone: str = choice(
        Text("手机用流量开 ERP", "The ERP with mobile data"),
        OPENS,
        hint=Text(
            "关掉手机的 Wi-Fi 再试。平时在外面就用不了的，选“不清楚”。",
            "Turn the phone’s Wi-Fi off first. If it never works outside, choose “Unknown”.",
        ),
        assumed="unknown",
        more=True,
    )
    status_page: str = choice(
        Text("供应商的状态页面", "The vendor’s status page"),
        {
            "fault": Text("报了故障", "Reports a fault"),
            "fine": Text("一切正常", "All is well"),
            "unknown": UNKNOWN,
        },
        hint=Text("托管和云上的 ERP 才有。", "Only where the vendor or a cloud runs the ERP."),
        assumed="unknown",
        more=True,
    )
    light: str = choice(
        Text("服务器电源灯", "The server’s power light"),
        {"on": Text("亮", "On"), "off": Text("灭", "Off"), "unknown": UNKNOWN},
        hint=Text(
            "只看自己的服务器。有烟、有水、有异味，不进机房。",
            "Your own server only. Smoke, water or a smell: stay out.",
        ),
        assumed="unknown",
        more=True,
    )
    alarm: str = choice(
        Text("机房的报警声", "An alarm in the server room"),
        {"yes": Text("有", "Yes"), "no": Text("没有", "No"), "unknown": UNKNOWN},
        hint=Text("站在门口听。", "Listen at the door."),
        assumed="unknown",
        more=True,
    )
    power: str = choice(
        Text("供电和空调", "Power and cooling"),
        {
            "cut": Text("停电", "Power cut"),
            "breaker": Text("跳闸", "Breaker tripped"),
            "cooling": Text("空调坏了", "Cooling failed"),
            "fine": Text("都正常", "All is well"),
            "unknown": UNKNOWN,
        },
        hint=Text("问物业。", "Ask building services."),
        assumed="unknown",
        more=True,
    )
    restarted: str = choice(
        Text("服务器刚重启过吗", "Was the server just restarted"),
        {"yes": Text("是", "Yes"), "no": Text("否", "No"), "unknown": UNKNOWN},
        hint=Text("问碰过它的人，记下钟点。", "Ask whoever touched it; write down the time."),
        assumed="unknown",
        more=True,
    )
    changed: str = choice(
        Text("停之前改过什么", "What was changed just before"),
        {
            "update": Text("装了更新", "An update"),
            "cable": Text("装了新设备，动过网线", "A new device, cable work"),
            "none": Text("没有", "Nothing"),
            "unknown": UNKNOWN,
        },
        assumed="unknown",
        more=True,
    )
    data: str = choice(
        Text("停之前在做什么", "What was done just before"),
        {
            "import": Text("批量导入", "Bulk import"),
            "report": Text("跑大报表", "Heavy report"),
            "document": Text("保存一张单据", "Saving one document"),
            "odd": Text("录了怪格式、特大的数", "Odd formats, very large amounts"),
            "none": Text("没有特别的", "Nothing unusual"),
            "unknown": UNKNOWN,
        },
        hint=Text("问财务和仓库。", "Ask finance and warehouse."),
        assumed="unknown",
        more=True,
    )
    cache: str = choice(
        Text("清缓存和 Cookie，再登录", "Cache and cookies cleared, logged in again"),
        {"works": Text("好了", "Cured"), "same": Text("没用", "No help"), "unknown": NOT_TRIED},
        assumed="unknown",
        more=True,
    )
    browser: str = choice(
        Text("另一个浏览器，或无痕窗口", "Another browser, or a private window"),
        WORKS,
        assumed="unknown",
        more=True,
    )
    other_pc: str = choice(
        Text("另一台平时好用的电脑", "A PC that is known to work"),
        WORKS,
        assumed="unknown",
        more=True,
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the inputs."""

    stop: tuple[Note, ...]  # what overrides the ranking
    fired: tuple[Rule, ...]
    points: Mapping[LayerName, int]
    ranks: tuple[tuple[LayerName, ...], ...]  # the likely layers, those with equal points together


def calculate(inputs: Inputs) -> Result:
    """The rules that fire, and the layers that they rank."""
    told = told_by(inputs)
    fired = tuple(rule for rule in RULES if rule.fires(told))
    points = {layer: sum(rule.points_for(layer) for rule in fired) for layer in LAYERS}
    likely = sorted((layer for layer in LAYERS if points[layer] > 0), key=lambda layer: -points[layer])
    return Result(
        # People first: cables may wait, and sit where nobody may go.
        stop=DANGER if inputs.danger in SEEN else RANSOM if inputs.ransom in SEEN else (),
        fired=fired,
        points=points,
        ranks=tuple(tuple(rank) for _, rank in groupby(likely, key=points.__getitem__)),
    )


def told_by(inputs: Inputs) -> dict[str, str]:
    """The answers by field."""
    return dataclasses.asdict(inputs)


# --- The result in words -----------------------------------------------------------------------------

SHOWN = 3  # layers with a card of their own; those with equal points are not parted

ITSELF = Text("ERP 本身", "The ERP itself")
ALIKE = Text("{n} 处都像", "{n} places alike")
LIKELY = Text(
    "最像是：{layers}。先做：{check}打给：{call}。这是按你答的推测，不是结论。",
    "This looks most like: {layers}. Do next: {check} Call {call}. "
    "This is a guess from what you told, not a finding.",
)
NO_LAYER = Text(
    "现在答的还指不到哪一处。按顺序先看：{fields}。",
    "Nothing told so far points to one place. Look first, in this order: {fields}.",
)
NOTHING_LEFT = Text(
    "都答了，还指不到哪一处。把答案念给 ERP 供应商。",
    "Everything is told and points to no one place. Read your answers to the ERP vendor.",
)
SIGNS_FIRST = Text(
    "先确认两件事：没有烟、水、异味；没有勒索信、改名的文件。没确认之前，别的都不做。",
    "Make sure of two things first: no smoke, water or smell; no ransom note, no renamed files. "
    "Do nothing else until then.",
)
LATER = Text("也有可能，排在后面：{layers}。", "Also possible, further down: {layers}.")
STILL_OPEN = Text("还没答的，先看：{fields}。", "Still unknown; look next at: {fields}.")
LEFT_OUT = Text(
    "服务器不在公司里，电源灯、报警声、机房空调没有算进去。",
    "The server is not in the company: its light, alarm and cooling were not counted.",
)
REPORT = Text(
    "拍照，记下钟点，打电话时把这些答案念出来：修的人就不用再查一遍。",
    "Photograph, write down the time, and read these answers out on the telephone: "
    "support then skips these checks.",
)
BEYOND = Text("查不下去就打电话，不必等查完。", "If you are stuck, call now. You need not finish the checks.")

RANK = Text.same("{rank} {layer}")
FOR = Text("为什么像", "For it")
AGAINST = Text("为什么不像", "Against it")
NOTHING_AGAINST = Text("现在没有。", "Nothing so far.")
NEXT = Text("下一步", "Check next")
WITH_PLACE = Text("{check}照{place}做。", "{check} See {place}.")
CALL = Text("打给", "Call")
AVOID = Text("不要做", "Do not")
HOW = Text("怎么看", "How")


def answer(inputs: Inputs, result: Result) -> Answer:
    """The result in words: what overrides, or what is likely, or where to look first."""
    if result.stop:
        return stopped(inputs, result)
    return ranked(inputs, result) if result.ranks else unclear(inputs, result)


def stopped(inputs: Inputs, result: Result) -> Answer:
    """Danger or ransomware: nothing but what to do."""
    return Answer(
        label=Text("停", "Stop"),
        number=Text("人先走", "Leave first") if inputs.danger in SEEN else Text("先断网", "Cut the network"),
        sentence=DANGER_IN_SHORT if inputs.danger in SEEN else RANSOM_IN_SHORT,
        notes=result.stop,
    )


def ranked(inputs: Inputs, result: Result) -> Answer:
    """The likely layers, most points first."""
    told = told_by(inputs)
    first = result.ranks[0]
    leading = LAYERS[first[0]]
    said = LIKELY.format(
        layers=names(first), check=leading.next_check(told), call=leading.whom(inputs.hosting)
    )
    unseen = "unseen" in (inputs.danger, inputs.ransom)
    return Answer(
        label=Text("最像是", "Most likely"),
        number=headline(first),
        sentence=Text.joined([SIGNS_FIRST, said], "", " ") if unseen else said,
        cards=tuple(cards(told, result)),
        notes=tuple(notes(inputs, result)),
        steps=tuple(steps(result)),
    )


def unclear(inputs: Inputs, result: Result) -> Answer:
    """No layer stands out: where to look first."""
    fields = still_open(inputs)[:3]
    return Answer(
        label=Text("先看", "Look first at"),
        number=fields[0].label if fields else Text("打给供应商", "Call the vendor"),
        sentence=NO_LAYER.format(fields=labels(fields)) if fields else NOTHING_LEFT,
        cards=tuple(
            Card(
                RANK.format(rank=rank, layer=field.label),
                (Row(HOW, field.hint),) if field.hint else (),
            )
            for rank, field in enumerate(fields, 1)
        ),
        notes=tuple(notes(inputs, result)),
        steps=tuple(steps(result)),
    )


def headline(first: tuple[LayerName, ...]) -> Text:
    """The first rank in few words."""
    if len(first) <= 2:
        return names(first)
    return ITSELF if set(first) <= set(ERP) else ALIKE.format(n=len(first))


def cards(told: Mapping[str, str], result: Result) -> Iterator[Card]:
    """A card for each of the likeliest layers."""
    for rank, layers in enumerate(shown(result), 1):
        for name in layers:
            layer = LAYERS[name]
            against = [rule for rule in result.fired if name in rule.con]
            yield Card(
                RANK.format(rank=rank, layer=layer.name),
                (
                    Row(FOR, reasons(rule for rule in result.fired if name in rule.pro)),
                    Row(AGAINST, reasons(against) if against else NOTHING_AGAINST),
                    Row(NEXT, WITH_PLACE.format(check=layer.next_check(told), place=layer.place)),
                    Row(CALL, layer.whom(told["hosting"])),
                    Row(AVOID, layer.avoid),
                ),
            )


def shown(result: Result) -> list[tuple[LayerName, ...]]:
    """The ranks that have cards: the first, and those after it that begin within the first few layers."""
    kept: list[tuple[LayerName, ...]] = []
    for rank in result.ranks:
        if sum(map(len, kept)) < SHOWN:
            kept.append(rank)
    return kept


def notes(inputs: Inputs, result: Result) -> Iterator[Note]:
    """What holds whatever the ranking, and what the ranking leaves open."""
    if inputs.restarted == "yes":
        yield WAIT
    if inputs.power == "breaker":
        yield BREAKER
    if later := [layer for rank in result.ranks[len(shown(result)) :] for layer in rank]:
        yield Note("unknown", LATER.format(layers=names(later)))
    fields = still_open(inputs)[:3]
    if result.ranks and fields:
        yield Note("unknown", STILL_OPEN.format(fields=labels(fields)))
    if any(rule.holds(told_by(inputs)) and rule not in result.fired for rule in RULES):
        yield Note("unknown", LEFT_OUT)
    yield Note("act", REPORT)
    yield Note("act", BEYOND)


def steps(result: Result) -> Iterator[Step]:
    """The rules that fired, and the points of each layer."""
    yield Step(
        Text("一处的分 = 支持它的分 − 反对它的分", "Points of a place = points for it − points against it"),
        Text(
            "看到、听到、一试就好的算 {direct} 分，推断的算 {hint} 分",
            "seen, heard, or cured by a try: {direct}; inferred: {hint}",
        ).format(direct=DIRECT, hint=HINT),
    )
    for rule in result.fired:
        parts = [
            Text("{sign}{weight}：{layers}", "{sign}{weight}: {layers}").format(
                sign=sign, weight=rule.weight, layers=names(layers)
            )
            for sign, layers in (("+", rule.pro), (show.MINUS, rule.con))
            if layers
        ]
        yield Step(rule.reason, Text.joined(parts, "；", "; "))
    if result.fired:
        yield Step(
            Text("合计", "In all"),
            Text.joined(
                Text.same("{layer} {points}").format(layer=LAYERS[layer].name, points=show.number(points))
                for layer, points in sorted(result.points.items(), key=lambda item: -item[1])
            ),
        )


def still_open(inputs: Inputs) -> list[Field[str]]:
    """The questions of the first screen that are not answered, in their order."""
    told = told_by(inputs)
    return [field for name, field in describe(Inputs).items() if told[name] in OPEN and not field.more]


def names(layers: Iterable[LayerName]) -> Text:
    """Layers in one line."""
    return Text.joined(LAYERS[layer].name for layer in layers)


def labels(fields: Iterable[Field[str]]) -> Text:
    """Questions in one line."""
    return Text.joined(field.label for field in fields)


def reasons(rules: Iterable[Rule]) -> Text:
    """What was seen, and what it says, one sentence after another."""
    return Text.joined((rule.reason for rule in rules), "", " ")
