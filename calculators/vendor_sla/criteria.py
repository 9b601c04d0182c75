"""The gates and the criteria: what each asks, its weight, the question to a vendor, the clause to ask for.

The criteria follow question F4 of the common questions of the five-step article (response for each level,
time to fix, telephone, portal, who supports, cases). The other criteria, the gates, the weights, questions
and clauses are this project's own proposal. The weights add up to 100, so that they read as per cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.kit.text import Text


@dataclass(frozen=True, slots=True)
class Gate:
    """What a vendor must have: a plain no disqualifies."""

    label: Text
    hint: Text
    question: Text
    clause: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a vendor should have; the weight is the default."""

    label: Text
    weight: float
    question: Text
    clause: Text


GATES: Mapping[str, Gate] = {
    "gate_phone": Gate(
        Text("门槛：24×7 电话", "Gate: 24×7 telephone"),
        Text(
            "全部停机时，夜里和节假日也有人接。",
            "For a total outage somebody answers at night and on holidays too.",
        ),
        Text(
            "系统全部停机时，夜里和节假日打哪个电话？接电话的人能不能马上开始处理？",
            "In a total outage, which number do we call at night and on holidays? Can whoever answers start "
            "work at once?",
        ),
        Text(
            "系统全部停机，供应商全年每天 24 小时接听电话，接听的人有权开始处理。",
            "For a total outage the vendor answers a telephone 24 hours a day on every day of the year; "
            "whoever answers may start work.",
        ),
    ),
    "gate_response": Gate(
        Text("门槛：写明响应时间", "Gate: written response time"),
        Text("至少写明最紧急一级的。", "At least for the highest severity."),
        Text(
            "最紧急一级，合同里写的响应时间是多少？从什么时候起算？",
            "For the highest severity, which response time does the contract state? From when does it count?",
        ),
        Text(
            "最紧急一级的响应时间是（　）分钟，从我方报障起算，由懂系统的人答复。",
            "At the highest severity the response time is ( ) minutes from our report; the reply comes from "
            "somebody who knows the system.",
        ),
    ),
    "gate_backup": Gate(
        Text("门槛：备份责任", "Gate: backup duty"),
        Text(
            "写明谁备份、多久一次、多久试恢复一次。",
            "In writing: who backs up, how often, and how often a restore is tested.",
        ),
        Text(
            "备份由谁做？多久一次？多久试恢复一次，上一次是哪天、结果怎样？",
            "Who makes the backups, and how often? How often is a restore tested; when was the last test, "
            "and what came of it?",
        ),
        Text(
            "备份由（　）负责，每（　）小时一次，每季度试恢复一次，结果书面报给我方。",
            "( ) is responsible for backups, every ( ) hours; a restore is tested each quarter and the "
            "result reported to us in writing.",
        ),
    ),
    "gate_data": Gate(
        Text("门槛：数据归属和导出", "Gate: data ownership and export"),
        Text(
            "写明数据归公司，合同结束能拿走。",
            "In writing: the data is the company’s, and leaves with it.",
        ),
        Text(
            "合同里哪一条写明数据归我们？我们随时导出全部数据，用什么格式，要多久，要不要钱？",
            "Which clause says that the data is ours? If we export all of it at any time: in which format, "
            "how long does it take, what does it cost?",
        ),
        Text(
            "全部数据归我方。我方随时可导出，用通用格式；合同结束后仍保留（　）天供取回。",
            "All data belongs to us. We may export it at any time in a common format; after the end of the "
            "contract it stays retrievable for ( ) days.",
        ),
    ),
    "gate_severity": Gate(
        Text("门槛：级别由谁定", "Gate: who sets severity"),
        Text(
            "共同定，或由公司定；供应商一家说了算就不行。",
            "Set jointly or by the company; not by the vendor alone.",
        ),
        Text(
            "故障算哪一级由谁定？意见不同时听谁的？",
            "Who decides the severity of a fault? Whose word counts if we disagree?",
        ),
        Text(
            "故障级别由双方共同确定；意见不同时，先按我方定的级别处理。",
            "Severity is set jointly; where we disagree, work proceeds at the level that we set.",
        ),
    ),
}


def _response(level: Text) -> tuple[Text, Text]:
    return (
        Text(
            "{level}故障，多久有懂系统的人答复？工作时间以外怎么算？",
            "{level} faults: how soon does somebody who knows the system reply? How is time outside working "
            "hours counted?",
        ).format(level=level),
        Text(
            "{level}故障的响应时间是（　）；自动回复不算响应。",
            "{level} faults: response within ( ). An automatic reply is no response.",
        ).format(level=level),
    )


def _fix(level: Text) -> tuple[Text, Text]:
    return (
        Text(
            "{level}故障，承诺多久解决？是承诺，还是目标？没做到怎么办？",
            "{level} faults: how soon are they resolved? Is that a promise or a target? What if it is "
            "missed?",
        ).format(level=level),
        Text(
            "{level}故障的解决时间是（　），是承诺，不是目标；从报障起算。",
            "{level} faults: resolved within ( ) of our report. This is a promise, not a target.",
        ).format(level=level),
    )


URGENT, IMPORTANT, NORMAL = Text("紧急", "Urgent"), Text("重要", "Important"), Text("一般", "Normal")

CRITERIA: Mapping[str, Criterion] = {
    "response_urgent": Criterion(Text("响应时间，紧急", "Response, urgent"), 10, *_response(URGENT)),
    "response_important": Criterion(Text("响应时间，重要", "Response, important"), 5, *_response(IMPORTANT)),
    "response_normal": Criterion(Text("响应时间，一般", "Response, normal"), 2, *_response(NORMAL)),
    "fix_urgent": Criterion(Text("解决时间，紧急", "Resolution, urgent"), 12, *_fix(URGENT)),
    "fix_important": Criterion(Text("解决时间，重要", "Resolution, important"), 6, *_fix(IMPORTANT)),
    "fix_normal": Criterion(Text("解决时间，一般", "Resolution, normal"), 3, *_fix(NORMAL)),
    "phone": Criterion(
        Text("24×7 电话好不好用", "24×7 telephone, how good"),
        8,
        Text(
            "过去 12 个月，夜间电话平均多久接通？接电话的是贵公司的人，还是呼叫中心？",
            "Over the last 12 months, how long did it take to answer at night? Your own people, or a call "
            "centre?",
        ),
        Text(
            "夜间来电（　）分钟内接通；没接通，供应商（　）分钟内回拨。",
            "Calls at night are answered within ( ) minutes; if not, the vendor calls back within ( ).",
        ),
    ),
    "portal": Criterion(
        Text("报障网站", "Portal"),
        3,
        Text(
            "不懂技术的人报一次障要几步？能不能随时看到进度和全部旧单？",
            "How many steps does it take a layman to report a fault? Can we see progress and all old tickets "
            "at any time?",
        ),
        Text(
            "报障网站给出单号和时间，我方随时可查、可导出全部工单。",
            "The portal gives ticket number and time; we may view and export all tickets at any time.",
        ),
    ),
    "support": Criterion(
        Text("谁来支持", "Who supports"),
        5,
        Text(
            "支持由贵公司的人做，还是代理商？他们修不了时，谁接手，多久接手？",
            "Is support given by your own people or by an agent? If they are stuck, who takes over, and how "
            "soon?",
        ),
        Text(
            "换人、换代理商要提前（　）天书面通知；代理商没做到的，供应商负责。",
            "A change of people or agent is notified ( ) days ahead; the vendor answers for its agent.",
        ),
    ),
    "backup": Criterion(
        Text("备份和恢复测试", "Backup and restore test"),
        14,
        Text(
            "备份放在哪几处，有没有离线的一份？最近两次恢复测试的报告能给我们看吗？",
            "Where are the backups kept, is one of them offline? May we see the reports of the last two "
            "restore tests?",
        ),
        Text(
            "停机最多丢（　）小时的数据；一份备份离线存放，一份在别处。",
            "At most ( ) hours of data are lost; one copy is kept offline, one elsewhere.",
        ),
    ),
    "export": Criterion(
        Text("数据导出", "Data export"),
        9,
        Text(
            "附件、单据历史、权限能一起导出吗？能不能先让我们试导一次？",
            "Do attachments, document history and permissions come with an export? May we try one first?",
        ),
        Text(
            "导出包含附件和历史记录；签约前试导一次，以后每年一次。",
            "An export includes attachments and history; one trial before signing, then one a year.",
        ),
    ),
    "escalation": Criterion(
        Text("升级办法", "Escalation"),
        7,
        Text(
            "修不好时，几分钟后升级，升到谁？每一级的名字和电话是什么？",
            "If it is not fixed, after how many minutes is it escalated, and to whom? Names and numbers of "
            "each level?",
        ),
        Text(
            "紧急故障（　）分钟没有进展，自动升级到（　），名单和电话附后。",
            "An urgent fault without progress for ( ) minutes goes up to ( ); names and numbers attached.",
        ),
    ),
    "reporting": Criterion(
        Text("定期报告", "Reporting"),
        5,
        Text(
            "多久给我们一份报告？里面有没有停了几次、最长一次多久、哪些没按时？",
            "How often do we get a report? Does it give the number of outages, the longest one, and what was "
            "late?",
        ),
        Text(
            "每月一份报告：停了几次、最长一次多久、每张工单是否按时。",
            "A report each month: number of outages, the longest one, and for each ticket if it was on time.",
        ),
    ),
    "credits": Criterion(
        Text("补偿", "Credits"),
        6,
        Text(
            "没做到时补偿多少？自动给，还是要我们申请？多次没做到，我们能不能解约？",
            "What is credited if you miss? By itself, or on request? May we end the contract after repeated "
            "misses?",
        ),
        Text(
            "没做到按表自动抵扣；一年内（　）次没做到，我方可解约，不付违约金。",
            "Misses are credited by a table, unasked; after ( ) in a year we may leave without penalty.",
        ),
    ),
    "references": Criterion(
        Text("同行客户", "References"),
        5,
        Text(
            "能给 3 家规模相近的客户，由我们自己挑一家打电话吗？",
            "Can you name 3 customers of our size, so that we choose one and call?",
        ),
        Text(
            "写进合同的是记录，不是推荐：每年给一份去掉名字的工单统计。",
            "Put records into the contract, not praise: ticket statistics once a year, without names.",
        ),
    ),
}

PICKED = "E2"  # references that the vendor picks are at best what a brochure is
OWN = ("own1", "own2", "own3")
OWN_QUESTION = Text(
    "“{label}”：能做到什么程度？写在合同哪一条？", "“{label}”: how far can you do it? Which clause says so?"
)

RTO_QUESTION = Text(
    "系统全部停机，从我们报障到恢复能用，最长几小时？写在哪一条？我们需要 {need}以内。",
    "In a total outage, how many hours pass at most from our report until we can work again? Which clause? "
    "We need {need} or less.",
)
RPO_QUESTION = Text(
    "恢复以后，最多丢失多长时间的数据？写在哪一条？我们需要 {need}以内。",
    "After a restore, how much time’s worth of data is lost at most? Which clause? We need {need} or less.",
)
# What is often misread; for every vendor.
COUNTING = Text(
    "可用率承诺百分之几，按月还是按年算？计划维护算不算停机？什么时候计时会暂停？哪些数是承诺，哪些只是目标？",
    "What availability is promised, by the month or by the year? Does planned maintenance count as downtime? "
    "When does the clock pause? Which numbers are promises, which are targets?",
)
COUNTING_CLAUSE = Text(
    "可用率按月计算；计划维护提前通知、有上限；计时只在等我方答复时暂停；数字是承诺。",
    "Availability counts by the month; planned maintenance is announced and capped; the clock pauses only "
    "while we owe an answer; the numbers are promises.",
)
