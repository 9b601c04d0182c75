"""What stands beside the link to a step, for a script to count."""

from publishing.checklist import Line
from publishing.progress import count

LINES = {
    "en/steps/1.md": [
        Line("see-light", "on/off", "en", "en/steps/1.md", 9),
        Line("gate-copy", "yes/no", "en", "en/steps/1.md", 12, "yes"),
    ]
}


def counted(html: str, path: str = "en/index.md") -> str:
    return count(html, path, "en", lambda asked: LINES.get(asked, []))


def test_the_lines_of_the_page_are_named_with_the_answers_that_let_pass() -> None:
    link = '<a class="progress" href="steps/1.html"><strong>1</strong> Look</a>'

    assert counted(f"<li>{link} it</li>") == (
        f'<li>{link}<runbook-progress class="progress" data-lines="see-light gate-copy=yes" hidden>'
        '<span class="runbook-spoken">Done</span> <span data-count="done">0</span>/2</runbook-progress>'
        " it</li>"
    )


def test_the_way_to_a_page_starts_where_the_link_stands() -> None:
    link = '<a class="progress" href="../steps/1.html#gate">Look</a>'

    assert "/2</runbook-progress>" in counted(link, "en/a/b.md")


def test_other_links_stay_as_they_are() -> None:
    for html in ('<a href="steps/1.html">1</a>', '<a class="lead" href="steps/1.html">1</a>'):
        assert counted(html) == html
