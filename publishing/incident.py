"""The button that starts the clock of an incident, and since when it runs."""

from html import escape

from calculators.kit.text import Language, Text

WORDS = {
    "start": Text("开始处理 {now}", "Start the clock {now}"),
    "since": Text("{since} 开始处理", "Started {since}"),
    "again": Text("重新计时", "Start again"),
    "again_help": Text(
        "开始时间会改成现在，原来的时间留在记录里。",
        "The start moves to now. The earlier time stays in the log.",
    ),
    "now": Text("改成现在", "Start from now"),
    "keep": Text("不改", "Keep it"),
}

START = """
<div><runbook-start class="start" name="{name}" hidden>
<button type="button" data-action="start">{start}</button>
<p class="start-since state-act" role="status" hidden>{since}</p>
<button type="button" data-action="ask" aria-expanded="false" aria-controls="{name}-again" hidden
>{again}</button>
<div class="start-confirm" id="{name}-again" hidden>
<p>{again_help}</p>
<button type="button" data-action="again">{now}</button>
<button type="button" data-action="keep">{keep}</button>
</div>
</runbook-start></div>
"""


def start(name: str, language: Language) -> str:
    """The button for the incident of a name; a script fills in the times and shows it."""
    gaps = {gap: f'<span data-slot="{gap}"></span>' for gap in ("now", "since")}
    words = {key: escape(text[language]).format(**gaps) for key, text in WORDS.items()}
    return START.format(name=escape(name), **words)
