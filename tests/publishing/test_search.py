"""The search index: one for each language, the same however often and in which order it is split."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing import search

CONFIG = {"lang": ["en"], "separator": r"[\s\u200b]+", "pipeline": []}
ZH = {"location": "steps/4.html#point", "title": "恢复\u200b点", "text": "备份"}
EN = {"location": "en/steps/4.html#point", "title": "Recovery point", "text": "backup"}
ENTRANCE = {"location": "entrance.html", "title": "入口", "text": "不在 en/ 里"}

LOCATIONS = st.builds(
    "{}{}.html{}".format,
    st.sampled_from(["", "en/"]),
    st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}){0,2}", fullmatch=True),
    st.sampled_from(["", "#part"]),
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site as the theme leaves it: one index for both languages."""
    join(tmp_path, [ZH, EN, ENTRANCE])
    return tmp_path


def join(site: Path, docs: list[dict[str, str]]) -> None:
    (site / "search").mkdir(exist_ok=True)
    (site / "search/search_index.json").write_text(json.dumps({"config": CONFIG, "docs": docs}), "utf-8")


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.js*")}


@pytest.mark.parametrize(
    ("location", "language", "base"),
    [
        ("index.html", "zh", "."),
        ("steps/4.html", "zh", ".."),
        ("entrance.html", "zh", "."),
        ("en/index.html", "en", "."),
        ("en/steps/4.html", "en", ".."),
        ("en/a/b/c.html", "en", "../.."),
    ],
)
def test_an_address_tells_language_and_way_home(location: str, language: str, base: str):
    assert search.language(location) == language
    assert search.base(location) == base


def test_each_language_gets_its_own_entries(built: Path):
    search.split(built)
    assert json.loads((built / "search/search_index.json").read_text("utf-8")) == {
        "config": CONFIG,
        "docs": [ZH, ENTRANCE],
    }
    assert json.loads((built / "en/search/search_index.json").read_text("utf-8")) == {
        "config": CONFIG,
        "docs": [{**EN, "location": "steps/4.html#point"}],
    }


def test_the_script_for_files_says_the_same_as_the_data(built: Path):
    search.split(built)
    for folder in (built / "search", built / "en/search"):
        data = (folder / "search_index.json").read_text("utf-8")
        assert (folder / "search_index.js").read_text("utf-8") == f"var __index = {data}"
        assert "\\u" not in data.replace(r"\\u200b", "")


def test_a_second_split_changes_nothing(built: Path):
    search.split(built)
    first = files(built)
    search.split(built)
    assert files(built) == first


def test_the_build_may_come_first_with_one_language(tmp_path: Path, built: Path):
    search.split(built)
    expected = files(built)
    for docs in ([EN], [ZH, EN, ENTRANCE]):
        join(tmp_path, docs)
        search.split(tmp_path)
    assert files(tmp_path) == expected


def test_the_last_word_of_a_query_is_looked_for(site: Path):
    (worker,) = site.glob("assets/javascripts/workers/search.*.js")
    assert search.WHOLE in worker.read_text("utf-8")
    search.mend(site)
    assert worker.read_text("utf-8").count(search.WHOLE) == 1


def test_a_script_that_searches_in_another_way_stops_the_build(tmp_path: Path):
    worker = tmp_path / "assets/javascripts/workers/search.1.js"
    worker.parent.mkdir(parents=True)
    worker.write_text("self.onmessage = null")
    with pytest.raises(LookupError, match=r"search\.1\.js looks for words in another way"):
        search.mend(tmp_path)


def test_controls_are_marked_for_the_theme_to_leave_them_out():
    html = (
        '<div class="checklist"><p class="checklist-signature">At <span>re-a</span></p>'
        '<p class="checklist-how">Look.</p></div><runbook-calculator name="a"></runbook-calculator>'
    )
    assert search.without_controls(html) == (
        '<div class="checklist"><p data-search-exclude="true" class="checklist-signature">At '
        '<span>re-a</span></p><p class="checklist-how">Look.</p></div>'
        '<runbook-calculator data-search-exclude="true" name="a"></runbook-calculator>'
    )


def test_the_index_of_the_site_holds_no_control(site: Path):
    for folder in (site / "search", site / "en/search"):
        text = (folder / "search_index.json").read_text("utf-8").replace("\u200b", "")
        assert "bk-photo " not in text
        assert not re.search(
            "签名缩写|Your initials|重新开始|Start over|正在启动计算|Starting the calculation", text
        )
        assert not re.search("脚本已关闭|Scripts are off", text)


@given(st.lists(LOCATIONS, unique=True))
def test_no_entry_is_lost_or_doubled(locations: list[str]):
    parts = search.partition({"config": CONFIG, "docs": [{"location": each} for each in locations]})
    joined = [search.home(each) + entry["location"] for each, part in parts.items() for entry in part["docs"]]
    assert sorted(joined) == sorted(locations)
    assert all(part["config"] == CONFIG for part in parts.values())


@given(LOCATIONS)
def test_the_way_home_and_the_address_there_lead_back(location: str):
    page, home = Path("site", location), Path("site", search.home(search.language(location)))
    assert (page.parent / search.base(location)).resolve() == home.resolve()
