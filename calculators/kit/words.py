"""The words that every form and every result uses."""

from __future__ import annotations

from calculators.kit.text import Text

# --- The form

YES = Text("是", "Yes")
NO = Text("否", "No")
NOT_FILLED = Text("未填", "not filled in")
NONE = Text("无", "none")
EXAMPLE = Text("示例", "Example")
ASSUMED = Text("默认", "Assumed")
TYPED = Text("已填", "Yours")
DEVICE = Text("取自这台设备", "From this device")
MORE = Text("更精确", "More precise")
CLEAR = Text("清空我填的内容，回到示例", "Clear what I typed, back to the example")
OFFSET_LABEL = Text("{label}：UTC 偏移", "{label}: UTC offset")
OFFSET_HELP = Text("中国是 +08:00。", "China is +08:00.")
OFFSET_SAME = Text("不填：与“{label}”相同。", "Empty: the same as “{label}”.")
COLON = Text("：", ": ")
ROW = Text("第 {row} 行", "Row {row}")
CELL = Text("{label}：{cell}", "{label}: {cell}")
CELL_OF_ROW = Text("{label}第 {row} 行：{cell}", "{label}, row {row}: {cell}")
ADD_ROW = Text("加一行", "Add a row")
REMOVE_EXAMPLES = Text("去掉示例行", "Remove the example rows")
ROW_ACTIONS = {
    "up": Text("上移", "Up"),
    "down": Text("下移", "Down"),
    "remove": Text("去掉", "Remove"),
}
ROWS = Text("{count} 行", "{count} rows")
ONE_ROW = Text("1 行", "1 row")
ROWS_LIMIT = Text("最多 {limit} 行", "up to {limit} rows")
LIMITS = Text("{low}～{high}", "{low} to {high}")
LIMITS_OF_A_LENGTH = Text(
    "{low}～{high}，只写数字按{unit}计", "{low} to {high}; a bare number counts as {unit}"
)
RANGE = Text("范围：{limits}。", "Range: {limits}.")
RULES_OF_HOURS = Text(
    "一行一条。夜班：周五 22:00-06:00；放假：2026-10-01至2026-10-07 休；调休上班：2026-10-10 按周五。",
    "One rule a line. Night shift: Fri 22:00-06:00. Holiday: 2026-10-01 to 2026-10-07 off. "
    "Day that takes another's hours: 2026-10-10 as Fri.",
)

# --- What the form says of the calculation

STATES = {
    "idle": Text(
        "下面是示例的结果。改动任何一项，就按自己的数计算。",
        "Below is the result of the example. Change any value to compute your own.",
    ),
    "starting": Text(
        "正在启动计算（第一次约 2–8 秒）…", "Starting the calculation (2 to 8 seconds the first time)…"
    ),
    "slow": Text(
        "还在启动，这台电脑慢一些。填的内容已经记住，可以继续填。",
        "Still starting; this computer is slower. What you typed is kept, carry on.",
    ),
    "ready": Text(
        "结果随输入更新。计算在这台设备上进行，数据不会传出去。",
        "The result follows what you type. It is computed on this device; nothing leaves it.",
    ),
    "stale": Text(
        "有一项需要改正；下面仍是改正前的结果。",
        "One value needs correcting; below is still the result from before.",
    ),
}
# The state "failed", by what went wrong.
FAILED = {
    "browser": Text(
        "这个浏览器无法启动计算。可用的浏览器：{browsers}。现在就要结果，按本页的{by_hand}算。",
        "This browser cannot start the calculation. Browsers that work: {browsers}. "
        "If you need the result now, use {by_hand} on this page.",
    ),
    "build": Text(
        "计算用的文件和这一页不是同一版。重新打开这一页；在 U 盘或共享文件夹里，就把整个文件夹重新复制一遍。"
        "现在就要结果，按本页的{by_hand}算。",
        "The calculator's files and this page are of different editions. Open the page again; "
        "on a memory stick or a shared folder, copy the whole folder again. "
        "If you need the result now, use {by_hand} on this page.",
    ),
    "files": Text(
        "计算用的文件没有取到。检查网络后重新打开这一页；现在就要结果，按本页的{by_hand}算。",
        "The calculator's files could not be fetched. Check the network and open the page again; "
        "if you need the result now, use {by_hand} on this page.",
    ),
}
NO_SCRIPT = Text(
    "脚本已关闭，表单不会计算。下面是示例的结果；自己的数按本页的{by_hand}算。",
    "Scripts are off, so the form does not compute. Below is the result of the example; "
    "for your own values use {by_hand} on this page.",
)
# The same where a form has no example, and begins with what is safe to assume.
BLANK_IDLE = Text("选出你看到的，结果马上跟着变。", "Choose what you see; the result follows.")
BLANK_NO_SCRIPT = Text(
    "脚本已关闭，表单不会计算。照本页的{by_hand}做。",
    "Scripts are off, so the form does not compute. Use {by_hand} on this page.",
)
BLANK_CLEAR = Text("清空我填的内容", "Clear what I filled in")
BY_HAND = Text("手工算法", "the method by hand")

# --- The result

EXAMPLE_RESULT = Text("这是示例的结果。", "This is the result of the example.")
MIXED_RESULT = Text(
    "仍在使用示例值：{labels}。填入自己的数，结果才是自己的。",
    "Still example values: {labels}. Fill in your own, or the result is not yours.",
)
PARTLY_EXAMPLE = Text("含示例值", "Partly example")
FILL_IN = Text("把自己的填进“{label}”，这里才有结果。", "For a result here, fill in your own “{label}”.")
RESULT_TABLE = Text("结果明细", "The result in detail")
COMPUTED = Text("这个结果是怎么算出来的", "How this was computed")
NOTE_WORDS = {
    "act": Text("现在做", "Do now"),
    "stop": Text("停", "Stop"),
    "wait": Text("等", "Wait"),
    "unknown": Text("不清楚", "Unknown"),
}
RESTS_ON = Text("这个结果依据什么", "What this result rests on")

# --- What another calculator knows

TAKES = Text("可以取自{name}。", "It can be taken from {name}.")
TAKEN_FROM = Text("取自{name}", "Taken over from {name}")
LOOK_THERE = Text("可以从这里取：", "Can be taken from ")
TAKE = Text("用{name}的 {value}（{words}）", "Use {value} from {name} ({words})")
TAKE_ALL = Text(
    "用{name}里填的全部内容（{label}：{number}）", "Use all that was typed in {name} ({label}: {number})"
)
NOTHING_THERE = Text("{name}里还没有填。", "Nothing is filled in yet in {name}.")
WRONG_THERE = Text(
    "{name}里有一项要改正，改好才能用。", "A value needs correcting in {name} before it can be used here."
)
EXAMPLES_THERE = Text(
    "{name}里还有示例值：{labels}。换成自己的，这里才能用。",
    "Still example values in {name}: {labels}. Fill in your own there to use it here.",
)
UNKNOWN_THERE = Text(
    "从{name}里填的还看不出这个（{words}）。",
    "What is filled in there does not tell this yet ({words}): see {name}.",
)

# --- The page's table of inputs

WHAT = Text("项目", "Item")
HOW = Text("怎么填", "How to fill it in")
VALUE = Text("{origin}：{value}", "{origin}: {value}")
OPTIONAL = Text("可不填。", "May stay empty.")
WHEN = Text("只在“{label}”选“{answer}”时用到。", "Used only where “{label}” says “{answer}”.")

# --- The worksheet

WORKSHEET = Text("算表：{title}", "Worksheet: {title}")
ONLY = Text("只在 {letters} 时用。", "Only for {letters}.")
UNDER = Text("（{letters}）", "({letters})")
NOTES = Text("备注", "Notes")
MOMENT_BLANK = Text("____ 年 ___ 月 ___ 日 ___ : ___", "____ - ___ - ___  at ___ : ___")
FORMULAS = Text("公式", "The formula")
WORKED = Text("手工算的例子", "The example worked by hand")
GIVEN = Text("已知：", "Given: ")
SENTENCE = Text("{said}。", "{said}.")

# --- Results and inputs on their way

FILLED_IN = Text("填的内容", "What was filled in")
BROUGHT = Text("带入了 {count} 项：{labels}。", "Brought in: {labels} ({count}).")
OPENED_ALL = Text(
    "打开了一份存着几个计算的文件。没写在下面的计算没有动。",
    "This file holds the inputs of several calculators. Those not named below were left as they are.",
)
OPENED_NONE = Text(
    "这份文件里一个计算也没有，什么都没有动。", "This file holds no calculator: nothing was changed."
)
NO_CALCULATORS = Text("这里没有这些计算：{names}。", "There are no such calculators here: {names}.")
OF_A_CALCULATOR = Text("“{title}”：{said}", "“{title}” – {said}")
REFUSED = Text("没有打开，原来填的没有动。{why}", "Not opened, what was there is left as it is. {why}")
BROUGHT_NOTHING = Text(
    "里面没有填任何一项，表单回到示例。", "It has nothing filled in: the form shows the example."
)
NOT_KNOWN = Text("没有带入这里没有的项目：{names}。", "Left out, as this form has no such fields: {names}.")

# --- What can be done with a form and its result

ACTIONS = {
    "link": Text("复制链接", "Copy a link"),
    "text": Text("复制结果", "Copy the result"),
    "csv": Text("下载表格（CSV）", "Download a table (CSV)"),
    "save": Text("保存填的内容", "Save what I typed"),
    "save-all": Text("保存全部计算里填的", "Save all calculators"),
    "result": Text("打印结果", "Print the result"),
    "worksheet": Text("打印空白算表", "Print a blank worksheet"),
}
OPEN = Text("打开保存的内容", "Open what was saved")
COPY = Text("要复制的内容", "What to copy")
COPY_THIS = Text("复制", "Copy")
DONE_WITH_LETTER = {
    "copied": Text("已复制。", "Copied."),
    "by-hand": Text(
        "内容已选中：按 Ctrl+C，手机上长按后选“复制”。",
        "It is selected: press Ctrl+C, or hold it and choose Copy.",
    ),
}
DONE = {
    "copied": Text("已复制。没有成功，就从下面的框里复制。", "Copied. If not, copy it from the box below."),
    "by-hand": Text(
        "这个浏览器不能替你复制。下面的内容已选中：按 Ctrl+C，手机上长按后选“复制”。",
        "This browser cannot copy for you. The text below is selected: press Ctrl+C, "
        "or hold it and choose Copy.",
    ),
    "link": Text(
        "链接里带着填的内容：谁拿到链接，谁就看得到。",
        "The link carries what was filled in: whoever has it can read it.",
    ),
    "saved": Text("已保存到下载文件夹。", "Saved to the downloads."),
}
KEPT = Text("之前填的内容还留着。", "What was filled in before is kept.")
SHOW_KEPT = Text("换回之前填的", "Back to what was filled in before")
