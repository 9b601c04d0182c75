"""Forms for work without the ERP: numbered slips for each kind of document, logs, and the problem report."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from calculators.kit.markup import Markup, tag
from calculators.kit.text import LANGUAGES, Language, Text
from publishing.paper import lines
from publishing.paper.artefact import BOOK_BYTES, Artefact, Part, Source, document, style
from publishing.paper.article import to_html
from publishing.paper.cards import STEPS
from publishing.paper.lines import Articles

NUMBER = Text("临时单号", "Temporary number")
TIME = Text("日期和时间", "Date and time")
FINAL = Text("正式单号（补录时填）", "Final number (at re-entry)")
ITEM = Text("物料编码和名称", "Item: code and name")
QUANTITY = Text("数量", "Quantity")
UNIT = Text("单位", "Unit")
AMOUNT = Text("金额和币种", "Amount and currency")
HOW_PAID = Text("付款方式", "How it is paid")
STUB = Text("存根，撕下由管号的人收", "Stub: tear off, for the number keeper")
SIGNED = Text("{who}（签名）", "{who} (signature)")
ENTERED = Text("补录人", "Entered by")
RULE = Text(
    "一张写一笔，一个号只用一次。写坏的画一道线，留着不撕。",
    "One transaction a slip; use a number once. Strike out a spoiled slip and keep it.",
)
SLIP_TITLE = Text("纸单：{kind}", "Slips: {kind}")
SLIP_PURPOSE = Text(
    "系统停了，{department}先写在纸上，够用 8 小时", "For {department} without the ERP, enough for 8 hours"
)
SLIP_PLACE = Text("{department}的抽屉，和笔放在一起", "In a drawer in {department}, with pens")
UNNUMBERED = "______"
WHEN = Text("什么时候用：{when}", "Use when: {when}")
REFERENCE = Text("撕下，贴到公告板", "Tear off, for the notice board")
END = Text("本表完", "End of this form")


@dataclass(frozen=True)
class Slip:
    """A document on paper: its fields, its rows, who signs."""

    kind: str
    prefix: str
    title: Text
    department: Text
    fields: tuple[Text, ...]
    columns: tuple[Text, ...]
    rows: int
    signs: tuple[Text, ...]
    on_sheet: int

    @property
    def key(self) -> str:
        """Where the profile has how many there should be."""
        return f"slips.{self.kind.replace('-', '_')}"


@dataclass(frozen=True)
class Log:
    """A list with numbered rows: its columns with their shares of the width, who signs."""

    kind: str
    prefix: str
    title: Text
    when: Text
    purpose: Text
    place: Text
    fields: tuple[Text, ...]
    columns: tuple[tuple[Text, int], ...]
    signs: tuple[Text, ...]
    sheets: int


SALES = Text("销售", "sales")
WAREHOUSE = Text("仓库", "the warehouse")
FINANCE = Text("财务", "finance")
PRODUCTION = Text("生产", "production")
SLIPS = (
    Slip(
        "orders",
        "SO",
        Text("销售订单", "Sales order"),
        SALES,
        (
            Text("客户全名", "Customer, full name"),
            Text("联系人和电话", "Contact and telephone"),
            Text("送到哪里", "Deliver to"),
            Text("几号要", "Wanted by"),
        ),
        (ITEM, QUANTITY, UNIT, Text("单价", "Unit price")),
        7,
        (Text("接单人", "Taken by"), Text("批准人", "Approved by")),
        2,
    ),
    Slip(
        "goods-in",
        "IN",
        Text("入库单", "Goods in"),
        WAREHOUSE,
        (
            Text("供货商全名", "Supplier, full name"),
            Text("采购单号、送货单号", "Purchase order, delivery note"),
        ),
        (ITEM, QUANTITY, UNIT, Text("库位", "Location")),
        4,
        (Text("收货人", "Received by"), Text("核对人", "Checked by")),
        3,
    ),
    Slip(
        "goods-out",
        "OUT",
        Text("出库单", "Goods out"),
        WAREHOUSE,
        (Text("客户或领料部门", "Customer or department"), Text("订单号、工单号", "Order number")),
        (ITEM, QUANTITY, UNIT, Text("库位", "Location")),
        4,
        (Text("发货人", "Issued by"), Text("领货人", "Taken by")),
        3,
    ),
    Slip(
        "receipts",
        "REC",
        Text("客户收款单", "Customer receipt"),
        FINANCE,
        (
            Text("客户全名", "Customer, full name"),
            AMOUNT,
            HOW_PAID,
            Text("订单号、发票号", "Order, invoice"),
            Text("银行回单号", "Bank slip"),
        ),
        (),
        0,
        (Text("收款人", "Received by"), Text("核对人", "Checked by")),
        4,
    ),
    Slip(
        "payments",
        "PAY",
        Text("供货商付款单", "Supplier payment"),
        FINANCE,
        (
            Text("供货商全名", "Supplier, full name"),
            AMOUNT,
            HOW_PAID,
            Text("采购单号、发票号", "Order, invoice"),
            Text("对方账号（打电话核对过）", "Account (confirmed by telephone)"),
        ),
        (),
        0,
        (Text("批准人", "Approved by"), Text("付款人", "Paid by")),
        4,
    ),
    Slip(
        "production",
        "WO",
        Text("生产工单", "Production order"),
        PRODUCTION,
        (
            Text("产品编码和名称", "Product: code and name"),
            Text("数量和单位", "Quantity and unit"),
            Text("产线、班组", "Line, team"),
            Text("开工、完工时间", "Start, end"),
        ),
        (ITEM, Text("要领", "Needed"), UNIT, Text("实领", "Issued")),
        7,
        (Text("下达人", "Released by"), Text("接单人", "Received by")),
        2,
    ),
    Slip(
        "vouchers",
        "JV",
        Text("记账凭证", "Voucher"),
        FINANCE,
        (Text("摘要", "What for"), Text("附件张数", "Number of papers attached")),
        (Text("科目", "Account"), Text("借方", "Debit"), Text("贷方", "Credit")),
        8,
        (Text("制单人", "Prepared by"), Text("复核人", "Checked by")),
        2,
    ),
)
TEAM_TABLE = Text("应急小组的桌上", "On the response team’s table")
NO, CLOCK, BY = Text("号", "No."), Text("时间", "Time"), Text("记录", "By")
LOGS = (
    Log(
        "incident-log",
        "LOG",
        Text("事件记录", "Incident log"),
        Text("从发现系统停了的那一刻起，记录员来写。", "from the moment it was noticed; the scribe writes."),
        Text("几点，谁，做了什么，看到什么，谁决定的", "When, who, what was done, seen, decided"),
        TEAM_TABLE,
        (Text("日期", "Date"), Text("记录员", "Scribe"), Text("总负责人", "Incident lead")),
        (
            (NO, 12),
            (CLOCK, 11),
            (Text("谁", "Who"), 17),
            (Text("做了什么、看到什么、决定了什么", "What was done, seen or decided"), 50),
            (BY, 10),
        ),
        (Text("记录员", "Scribe"), Text("总负责人", "Incident lead")),
        2,
    ),
    Log(
        "communication-log",
        "MSG",
        Text("消息记录", "Communication log"),
        Text("每发一条消息、每打一个电话。", "for each message sent and each call made."),
        Text("告诉了谁，说了什么，下一条几点", "Who was told what, and when the next one comes"),
        TEAM_TABLE,
        (Text("日期", "Date"), Text("谁发消息", "Who sends"), Text("多久一次", "Interval")),
        (
            (NO, 12),
            (CLOCK, 10),
            (Text("告诉谁", "To whom"), 17),
            (Text("怎么发的", "How"), 12),
            (Text("说了什么", "What was said"), 29),
            (Text("下一条", "Next"), 10),
            (BY, 10),
        ),
        (Text("记录员", "Scribe"), Text("总负责人", "Incident lead")),
        2,
    ),
    Log(
        "ticket-log",
        "TKT",
        Text("故障单跟踪", "Ticket tracking"),
        Text("报了故障以后，每次和供应商通话。", "once it is reported, for each call with the vendor."),
        Text("每次谈了什么，约好几点", "What was said each time, and the time agreed"),
        TEAM_TABLE,
        (
            Text("故障单号", "Ticket number"),
            Text("谁负责到底，电话", "Who sees it through, number"),
            Text("级别", "Level"),
        ),
        (
            (NO, 12),
            (CLOCK, 10),
            (Text("和谁", "With whom"), 16),
            (Text("进展、原因、缺什么", "Progress, cause, what is missing"), 40),
            (Text("下次几点", "Next at"), 12),
            (BY, 10),
        ),
        (Text("打电话的人", "Who called"), Text("总负责人", "Incident lead")),
        1,
    ),
)
ROWS = 20
REPORT = "form-problem-report"
REPORT_HEADING = (STEPS[2], "report")
REPORT_PURPOSE = Text("打电话前填好，电话里照着念", "Filled in before the call, and read out on the line")
REPORT_FIELDS = (
    Text("故障单号", "Ticket number"),
    Text("对方姓名、电话", "Name, number"),
    Text("下次几点通话", "Next call at"),
)
REPORT_SIGNS = (Text("填写人", "Filled in by"), Text("总负责人", "Incident lead"))


def artefacts(source: Source) -> Iterator[Artefact]:
    """The problem report, the logs, and slips for eight hours, in each language."""
    found = lines.articles(source, STEPS[2])
    for language in LANGUAGES:
        yield _report(found, language, source)
        yield from (_log(log, language, source) for log in LOGS)
        yield from (_slips(slip, language, source) for slip in SLIPS)


def _report(found: Articles, language: Language, source: Source) -> Artefact:
    """The problem report of step 3, line for line."""
    title = lines.title(found, REPORT_HEADING)
    listed = lines.under(found[language], *REPORT_HEADING, "checklist-lines")
    trigger = lines.under(found[language], *REPORT_HEADING, "trigger")
    body = [
        tag("h1", title[language]),
        Markup(to_html([trigger])),
        Markup(to_html([lines.arrange(listed, leads=False)])),
        _signs(REPORT_SIGNS, language),
        tag("p", END[language], class_="end"),
        tag("div", tag("p", REFERENCE[language]), _fields(REPORT_FIELDS, language), class_="reference"),
    ]
    html = document(REPORT, language, title, body, source.profile, class_="form report")
    part = Part(html, style("form"), pages=1)
    return Artefact(REPORT, language, title, REPORT_PURPOSE, TEAM_TABLE, (part,))


def _log(log: Log, language: Language, source: Source) -> Artefact:
    """A log; the rows are numbered from sheet to sheet."""
    kind = f"form-{log.kind}"
    head = [tag("col", style=f"width: {share}%") for _, share in log.columns]
    names = tag("tr", [tag("th", said[language], scope="col") for said, _ in log.columns])

    def row(number: int) -> Markup:
        first = tag("th", numbered(log.prefix, number), scope="row")
        return tag("tr", first, [tag("td") for _ in log.columns[1:]])

    body = [
        tag(
            "section",
            tag("h1", log.title[language]),
            tag("p", WHEN.format(when=log.when)[language], class_="trigger"),
            _fields(log.fields, language),
            tag(
                "table",
                tag("colgroup", head),
                tag("thead", names),
                tag("tbody", [row(number) for number in numbers]),
            ),
            _signs(log.signs, language),
            class_="sheet",
        )
        for numbers in batched(range(1, log.sheets * ROWS + 1), ROWS, strict=True)
    ]
    html = document(kind, language, log.title, body, source.profile, class_="form log")
    part = Part(html, style("form"), pages=log.sheets)
    return Artefact(kind, language, log.title, log.purpose, log.place, (part,))


def _slips(slip: Slip, language: Language, source: Source) -> Artefact:
    """As many slips as the profile wants; without a number of them one sheet to be copied."""
    kind = f"slips-{slip.kind}"
    count = source.profile.values.get(slip.key)
    whole = -(-(count or slip.on_sheet) // slip.on_sheet) * slip.on_sheet  # sheets are full
    body = [
        tag(
            "section",
            tag("p", RULE[language], class_="rule"),
            [_slip(slip, number if count else None, language) for number in numbers],
            class_=f"sheet of-{slip.on_sheet}",
        )
        for numbers in batched(range(1, whole + 1), slip.on_sheet, strict=True)
    ]
    title = SLIP_TITLE.format(kind=slip.title)
    html = document(kind, language, title, body, source.profile, class_="form")
    part = Part(html, style("form"), pages=whole // slip.on_sheet)
    purpose = SLIP_PURPOSE.format(department=slip.department)
    place = SLIP_PLACE.format(department=slip.department)
    return Artefact(kind, language, title, purpose, place, (part,), most_bytes=BOOK_BYTES)


def _slip(slip: Slip, number: int | None, language: Language) -> Markup:
    """One slip with its stub."""
    name = numbered(slip.prefix, number)
    table = tag(
        "table",
        tag("thead", tag("tr", [tag("th", said[language], scope="col") for said in slip.columns])),
        tag("tbody", [tag("tr", [tag("td") for _ in slip.columns]) for _ in range(slip.rows)]),
    )
    return tag(
        "article",
        tag(
            "div",
            tag("h1", slip.title[language], " ", tag("span", name, class_="number")),
            _fields((TIME, *slip.fields), language),
            table if slip.columns else None,
            _signs(slip.signs, language),
            _fields((FINAL, ENTERED), language),
            class_="slip",
        ),
        tag(
            "div",
            tag("p", tag("span", name, class_="number")),
            tag("p", slip.title[language]),
            _fields((TIME, slip.fields[0], slip.signs[0]), language),
            tag("p", STUB[language]),
            class_="stub",
        ),
    )


def numbered(prefix: str, number: int | None) -> str:
    """A temporary number, `SO-001`; where there is none a line to write it on.

    >>> numbered("SO", 1), numbered("OUT", None)
    ('SO-001', 'OUT-______')
    """
    return f"{prefix}-{UNNUMBERED if number is None else f'{number:03}'}"


def _fields(labels: tuple[Text, ...], language: Language) -> Markup:
    """Labels, each with a line to write on."""
    return tag("div", [tag("p", said[language]) for said in labels], class_="fields")


def _signs(who: tuple[Text, ...], language: Language) -> Markup:
    return tag("div", [tag("p", SIGNED.format(who=said)[language]) for said in who], class_="fields signs")
