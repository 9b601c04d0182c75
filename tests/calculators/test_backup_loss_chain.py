"""The recovery point of a backup log: cases by hand, a naive reading of the same rules, and the laws."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from calculators.backup_loss import Inputs, answer, calculate, chain, contradictions, told
from calculators.backup_loss.chain import Backup, recover
from calculators.kit.errors import InputError
from calculators.kit.fields import leaves, parse
from calculators.kit.text import LANGUAGES

HOUR = timedelta(hours=1)
CRASH = "13T15"
KINDS = {"F": "full", "D": "differential", "I": "incremental", "L": "log"}
_ENTRY = re.compile(r"([FDIL])([0-9]+(?:T[0-9:]+)?)(?:-([0-9]+T[0-9:]+))?([x?]?)([!~]?)")


def at(words: str) -> datetime:
    """A moment in March 2026, of which the 8th is a Sunday; at 02:00 where no hour is said."""
    day, _, hour = words.partition("T")
    clock, _, minute = (hour or "2").partition(":")
    return datetime.fromisoformat(f"2026-03-{day:0>2}T{clock:0>2}:{minute or '00'}+08:00")


def log(words: str) -> list[Backup]:
    """Backups such as I9: x failed, ? unknown result, ! cannot be read, ~ nobody has tried."""
    backups = []
    for entry in words.split():
        match = _ENTRY.fullmatch(entry)
        assert match, entry
        kind, start, end, result, readable = match.groups()
        backups.append(
            Backup(
                start=at(start),
                end=at(end) if end else None,
                kind=KINDS[kind],
                result={"": "ok", "x": "failed", "?": "unknown"}[result],
                readable={"": "yes", "!": "no", "~": "unchecked"}[readable],
            )
        )
    return backups


# Each case is worked by hand from the rule of formulas.md 1.1 that stands above it, or from the source there.
CASES = [
    # "An incremental needs its full and every incremental in between"
    ("F8 I9 I10 I11! I12 I13", "10", None, "formulas.md, golden: Wednesday's is broken, 85 h"),
    ("F8 I9 I10 I11 I12 I13", "13", None, "all good"),
    ("F8! I9 I10", None, None, "a lost full breaks its chain"),
    ("F1 F8! I9 I10", "1", None, "a lost full breaks its chain; the full before it stands"),
    ("F8 I9! F10 I11", "11", None, "useless up to the next full"),
    ("I9 I10", None, None, "incrementals without their full"),
    ("F8 I9! D10 I11", "10", None, "the incremental after it still needs the broken one"),
    # "a job that failed left no link"
    ("F8 I9 I10x I11", "11", None, "the chain goes on over a failed job"),
    ("F8 I9x! I10", "10", None, "failed and unreadable is failed"),
    ("F8 F9x I10", "10", None, "a failed full: the chain of the full before goes on"),
    ("F8x I9x L9T12x", None, None, "all backups failed"),
    # "a differential needs only its full; a broken one harms nothing later" (also Microsoft, NetApp)
    ("F8 D9 D10! D11", "11", None, "a broken differential between"),
    ("F8 D9! I10", "10", None, "nor does it harm an incremental"),
    ("F8 I9! D10", "10", None, "a differential after a broken incremental"),
    ("F8! D9", None, None, "a differential whose full is lost"),
    ("D9", None, None, "a differential without a full"),
    ("F1 F8! D9", "1", None, "its full is the last one, not one before"),
    # "a log needs an unbroken row of logs from any restorable image" (also Microsoft)
    ("L12T12", None, None, "a log without its base"),
    ("F12 L12T6 L12T12", "12T12", None, "an unbroken row"),
    ("F12 L12T6! L12T12", "12", None, "a gap in the row"),
    ("F12 L12T6x L12T12", "12T12", None, "a failed log leaves no gap"),
    ("F8 L9! I10 L11", "11", None, "a later image heals the row"),
    ("F8 L9 F10! L11", "11", None, "the row reaches over a broken full"),
    ("F8 I9! L9T12 I10 L10T12", "10T12", None, "through logs to an earlier restorable image"),
    ("F8 L8T12! I9! L9T12", "8", None, "an image that cannot be restored heals nothing"),
    ("F8 L8T12 I9! L9T12! I10", "8T12", None, "up to the gap"),
    ("F8 D9 L9T12", "9T12", None, "from a differential"),
    # "unknown or unchecked never gives the recovery point, but is shown apart as a hopeful one"
    ("F8 F12?", "8", "12", "an unknown result"),
    ("F8 F12~", "8", "12", "unknown readability"),
    ("F12?~", None, "12", "nothing but hope"),
    ("F8~ I9", None, "9", "what needs an unchecked full is not verified either"),
    ("F8 F9? I10", "8", "10", "nobody knows on which full the incremental builds"),
    ("F8 I9?! I10", "8", "10", "hope that the unreadable one was a failed job"),
    ("F8 L9~ L10", "8", "10", "a log of the row unchecked"),
    ("F8~ F9", "9", None, "no hope that is not later"),
    ("F8 I9! I10~", "8", None, "no hope behind a broken link"),
    # "ended after the crash does not count"; "later than the crash ignored"
    ("F8 F13T14-13T16", "8", None, "still running at the crash"),
    ("F8 F13T14-13T15", "13T14", None, "ended at the moment of the crash"),
    ("F8 F13T14-13T16 I13T14:30", "13T14:30", None, "one still running is no link"),
    ("F12 F14 L13T16", "12", None, "later than the crash"),
    ("F13T15", "13T15", None, "at the moment of the crash"),
    # the order of the lines does not matter
    ("I13 I9 F8 I12 I10 I11!", "10", None, "typed in any order"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "point", "hope"), [pytest.param(*case, id=f"by hand: {why}") for *case, why in CASES]
)
def test_recovery_point(words: str, point: str | None, hope: str | None) -> None:
    found = recover(log(words), at(CRASH))

    assert found.point == (at(point) if point else None)
    assert found.hope == (at(hope) if hope else None)
    assert bool(found.to_verify) == bool(hope)
    assert len(found.verdicts) == len(words.split())


# "with a time of corruption recovery stops just before it; logs allow any point up to it"
@pytest.mark.parametrize(
    ("words", "corruption", "point", "exclusive"),
    [
        pytest.param("F8 F12", "11T10", "8", False, id="by hand: before the last good backup"),
        pytest.param("F8 F12", "12", "8", False, id="by hand: the same moment is not earlier"),
        pytest.param("F12", "11", None, False, id="by hand: every backup is later"),
        pytest.param("F12 L12T6 L12T12", "12T10", "12T10", True, id="by hand: the log reaches past it"),
        pytest.param("F12 L12T6 L12T10", "12T10", "12T10", True, id="by hand: the log ends with it"),
        pytest.param("F12 L12T6 L12T12 L13T6", "12T10", "12T10", True, id="by hand: later logs add nothing"),
        pytest.param("F12 L12T6", "12T10", "12T6", False, id="by hand: no log reaches it"),
        pytest.param("F12 L12T6! L12T12", "12T10", "12", False, id="by hand: a gap before it"),
        pytest.param("F12 L12T6 L12T12! L13", "12T10", "12T6", False, id="by hand: a gap at it"),
        pytest.param("F8 F12 L12T12", "11", "11", True, id="by hand: over a tainted full"),
        pytest.param("F8! F12 L12T12", "11", None, False, id="by hand: no log builds on a tainted full"),
        pytest.param("F8 F10 I11 D12", "10T10", "10", False, id="by hand: nor what came after counts"),
    ],
)  # fmt: skip
def test_corruption(words: str, corruption: str, point: str | None, exclusive: bool) -> None:
    found = recover(log(words), at(CRASH), at(corruption))

    assert (found.point, found.exclusive) == (at(point) if point else None, exclusive)


@pytest.mark.parametrize(
    ("words", "corruption", "start", "end"),
    [
        pytest.param("F12-12T4", None, "12", "12T4", id="by hand: start and end"),
        pytest.param("F12", None, "12", "12", id="by hand: end unknown, so its start"),
        pytest.param("F8-8T4 F12-12T4", "12T3", "12", "8T4", id="by hand: corrupted while it ran"),
        pytest.param("F11-13T4 I12-12T3", None, "12", "13T4", id="by hand: a full that took two days"),
    ],
)
def test_the_state_that_a_restore_brings_back(
    words: str, corruption: str | None, start: str, end: str
) -> None:
    when = at(corruption) if corruption else None

    assert recover(log(words), at(CRASH), when, "start").point == at(start)
    assert recover(log(words), at(CRASH), when, "end").point == at(end)


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("F8 I9 I10 D11", "F8 D11"),
        ("F8 I9 D10 I11", "F8 I9 I11"),
        ("F8 I9x I10", "F8 I10"),
        ("F8 I9 L9T12 I10 L10T12 L11", "F8 I9 I10 L10T12 L11"),
        ("F8 L9 F10! L11", "F8 L9 L11"),
        ("F1 L2 F8", "F8"),
    ],
)
def test_what_is_restored_one_after_the_other(words: str, needed: str) -> None:
    assert list(recover(log(words), at(CRASH)).needed) == log(needed)


@pytest.mark.parametrize(
    ("words", "state", "why"),
    [
        ("F8 I9x", "rejected", chain.FAILED),
        ("F8 I9!", "rejected", chain.UNREADABLE),
        ("F8 I9?", "hopeful", chain.UNKNOWN),
        ("F8 I9~", "hopeful", chain.UNCHECKED),
        ("F8 I9?!", "rejected", chain.UNREADABLE),
        ("F8 F14", "rejected", chain.LATE),
        ("F8 I13T14-13T16", "rejected", chain.RUNNING),
        ("F8! I9", "rejected", chain.NEEDS.format(other="2026-03-08 02:00")),
        ("F8 I9! I10! I11", "rejected", chain.NEEDS.format(other="2026-03-09 02:00")),
        ("F8 L9! L10", "rejected", chain.NEEDS.format(other="2026-03-09 02:00")),
        ("F8~ I9", "hopeful", chain.NEEDS_UNVERIFIED.format(other="2026-03-08 02:00")),
        ("L9", "rejected", chain.NO_IMAGE),
        ("D9", "rejected", chain.NO_FULL),
        ("F8 I9", "point", None),
        ("F9 F8", "good", None),
        ("I9 F8", "needed", None),
    ],
)
def test_every_backup_has_its_verdict(words: str, state: str, why: object) -> None:
    """The verdict of the backup that is written last."""
    backups = log(words)
    verdict = next(
        verdict for verdict in recover(backups, at(CRASH)).verdicts if verdict.backup == backups[-1]
    )

    assert (verdict.state, verdict.why) == (state, why)


@pytest.mark.parametrize(
    ("words", "verify"),
    [
        ("F8 F12~", "F12~"),
        ("F8~ I9 I10?", "F8~ I10?"),
        ("F8 D9~ I10~", "I10~"),
        ("F8 I9?! I10", "I9?!"),
        ("F8~ F9", ""),
    ],
)
def test_what_hope_hangs_on(words: str, verify: str) -> None:
    assert list(recover(log(words), at(CRASH)).to_verify) == log(verify)


def test_a_tainted_backup_says_so() -> None:
    verdicts = recover(log("F8 F12 F12T6~"), at(CRASH), at("11")).verdicts

    assert [verdict.why for verdict in verdicts] == [None, chain.CORRUPT, chain.CORRUPT]


# --- The same rules, read naively ------------------------------------------------------------------------


def naive_point(
    backups: Sequence[Backup], crash: datetime, corruption: datetime | None, restores_to: str
) -> datetime | None:
    """Ask of each backup alone whether it can be restored: slow, but as the rules are written."""

    def state(backup: Backup) -> datetime:
        return (backup.end or backup.start) if restores_to == "end" else backup.start

    def links() -> list[Backup]:
        """What the jobs left behind, in order."""
        kept = [
            backup
            for backup in backups
            if backup.result != "failed" and backup.start <= crash and not (backup.end and backup.end > crash)
        ]
        return sorted(kept, key=lambda each: (state(each), list(KINDS.values()).index(each.kind)))

    chain_ = links()

    def good(place: int) -> bool:
        return chain_[place].result == "ok" and chain_[place].readable == "yes"

    def clean(place: int) -> bool:
        return corruption is None or state(chain_[place]) < corruption

    def before(place: int, *kinds: str) -> list[int]:
        return [other for other in range(place) if chain_[other].kind in kinds]

    def image(place: int) -> bool:
        """Whether a full, differential or incremental can be restored."""
        if not (good(place) and clean(place)):
            return False
        match chain_[place].kind:
            case "full":
                return True
            case "differential":
                fulls = before(place, "full")
                return bool(fulls) and good(fulls[-1])
            case "incremental":
                fulls = before(place, "full")
                return bool(fulls) and all(
                    good(other) for other in before(place, "full", "incremental") if other >= fulls[-1]
                )
        return False

    def points() -> Iterator[datetime]:
        for place, backup in enumerate(chain_):
            if image(place):
                yield state(backup)
            if backup.kind == "log":
                for base in range(place):
                    row = [other for other in range(base, place + 1) if chain_[other].kind == "log"]
                    if image(base) and all(good(other) for other in row):
                        reached = state(backup)
                        yield reached if corruption is None else min(reached, corruption)

    return max(points(), default=None)


def resolutions(backup: Backup) -> list[Backup]:
    """What a backup may turn out to be."""
    results = ["ok", "failed"] if backup.result == "unknown" else [backup.result]
    readable = ["yes", "no"] if backup.readable == "unchecked" else [backup.readable]
    return [replace(backup, result=result, readable=able) for result, able in product(results, readable)]


hours = st.integers(0, 48).map(lambda hour: at("10T0") + hour * HOUR)


@st.composite
def backups(draw: st.DrawFn) -> Backup:
    start = draw(hours)
    return Backup(
        start=start,
        end=draw(st.none() | st.integers(0, 6).map(lambda length: start + length * HOUR)),
        kind=draw(st.sampled_from(list(chain.KINDS))),
        result=draw(st.sampled_from(["ok", "ok", "ok", "failed", "unknown"])),
        readable=draw(st.sampled_from(["yes", "yes", "yes", "no", "unchecked"])),
    )


certain = backups().map(
    lambda each: replace(
        each,
        result="ok" if each.result == "unknown" else each.result,
        readable="yes" if each.readable == "unchecked" else each.readable,
    )
)
good = backups().map(lambda each: replace(each, result="ok", readable="yes"))
corruptions = st.none() | hours
modes = st.sampled_from(["start", "end"])
END = at("12T0")


def point_of(found: list[Backup], crash: datetime, corruption: datetime | None, mode: str) -> datetime | None:
    if all(backup.start > crash for backup in found):
        return None
    return recover(found, crash, corruption, mode).point


@given(st.lists(certain, max_size=9), hours, corruptions, modes)
def test_equals_a_naive_reading(
    found: list[Backup], crash: datetime, corruption: datetime | None, mode: str
) -> None:
    assert point_of(found, crash, corruption, mode) == naive_point(found, crash, corruption, mode)


@given(st.lists(backups(), max_size=9), hours, corruptions, modes)
def test_what_is_not_verified_counts_as_broken(
    found: list[Backup], crash: datetime, corruption: datetime | None, mode: str
) -> None:
    assert point_of(found, crash, corruption, mode) == naive_point(found, crash, corruption, mode)


@given(st.lists(backups(), max_size=4), corruptions, modes)
@example(found=log("F10 I11?! I12?~"), corruption=None, mode="start")
def test_hope_is_the_best_that_can_turn_out(
    found: list[Backup], corruption: datetime | None, mode: str
) -> None:
    recovery = recover(found, END, corruption, mode)
    points = [naive_point(case, END, corruption, mode) for case in product(*map(resolutions, found))]
    best = max((point for point in points if point), default=None)

    assert (recovery.hope or recovery.point) == best
    assert recovery.hope is None or recovery.point is None or recovery.hope > recovery.point


# --- Laws ------------------------------------------------------------------------------------------------


@given(st.lists(backups(), min_size=1, max_size=9), hours, hours, corruptions, modes)
def test_a_later_crash_never_shortens_with_no_backup_between(
    found: list[Backup], a: datetime, b: datetime, corruption: datetime | None, mode: str
) -> None:
    crash, later = sorted((a, b))
    between = [moment for backup in found for moment in (backup.start, backup.end) if moment]
    assume(not any(crash < moment <= later for moment in between))
    first, second = (point_of(found, moment, corruption, mode) for moment in (crash, later))

    assert (first is None) == (second is None)
    assert first is None or second is None or later - second >= crash - first


@given(st.lists(backups(), max_size=9), good, corruptions, modes)
@example(found=log("F10 I11-11T9"), added=log("F11T2-11T8")[0], corruption=at("11T5"), mode="end")
def test_a_good_backup_more_never_lengthens(
    found: list[Backup], added: Backup, corruption: datetime | None, mode: str
) -> None:
    without = point_of(found, END, corruption, mode)
    assume(without is not None)
    with_it = point_of([*found, added], END, corruption, mode)

    assert without is not None
    assert with_it is not None
    assert with_it >= without


@given(st.lists(backups(), max_size=9), corruptions, modes, st.timedeltas(-HOUR * 999, HOUR * 999))
def test_shifting_everything_changes_nothing(
    found: list[Backup], corruption: datetime | None, mode: str, by: timedelta
) -> None:
    moved = [replace(each, start=each.start + by, end=each.end and each.end + by) for each in found]
    one, other = (
        recover(found, END, corruption, mode),
        recover(moved, END + by, corruption and corruption + by, mode),
    )

    assert other.point == (one.point and one.point + by)
    assert other.hope == (one.hope and one.hope + by)
    assert [verdict.state for verdict in one.verdicts] == [verdict.state for verdict in other.verdicts]


@given(
    st.lists(backups(), max_size=9).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))),
    modes,
)
def test_the_order_of_the_lines_gives_the_same_point(
    lists: tuple[list[Backup], list[Backup]], mode: str
) -> None:
    """Two of the same kind at the same moment cannot be told apart."""
    found, shuffled = lists
    assume(len({(each.kind, each.start, each.end) for each in found}) == len(found))
    assume(mode == "start" or len({(each.kind, each.end or each.start) for each in found}) == len(found))
    assume(mode == "end" or len({(each.kind, each.start) for each in found}) == len(found))

    assert recover(found, END, None, mode).point == recover(shuffled, END, None, mode).point


# --- Through the calculator ------------------------------------------------------------------------------


def given_log(words: str, crash: str = CRASH, **more: object) -> Inputs:
    return Inputs(crash=at(crash), backups="log", log=tuple(log(words)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "crash", "window", "working"),
    [
        # formulas.md section 1, golden values
        pytest.param("F8 I9 I10 I11 I12", "12T15", 13, 5, id="formulas.md: Thursday 02:00 to 15:00"),
        pytest.param("F8 I9 I10 I11 I12x", "12T15", 37, 13, id="formulas.md: last night's job failed"),
        pytest.param("F8 I9 I10 I11! I12 I13", "13T15", 85, 29, id="formulas.md: Wednesday's is broken"),
        pytest.param("F8 I9 I10 I11 I12 I13", "16T10", 80, 9, id="formulas.md: no weekend backups"),
        # 11 March 17:00 to 12 March 15:00: 22 h, of them 17-18, 9-12 and 13-15
        pytest.param("F8 I9 L11T17 L12T6! L12T12", "12T15", 22, 6, id="by hand: a gap in the logs"),
    ],
)  # fmt: skip
def test_window_of_a_log(words: str, crash: str, window: float, working: float) -> None:
    result = calculate(given_log(words, crash))

    assert (result.window, result.working) == (window * HOUR, working * HOUR)


def test_nights_holidays_and_moved_working_days_count_in_a_log_too() -> None:
    """By hand: night shift Thursday 22:00 to Friday 06:00, full at 02:00, crash 15:00: 02:00 to 06:00."""
    inputs = parse(
        Inputs,
        {
            "backups": "log",
            "crash": "2026-03-13T15:00",
            "calendar": "周四 22:00-06:00",
            "log": "a",
            "log.a.start": "2026-03-13 02:00",
            "log.a.kind": "full",
            "log.a.result": "ok",
            "log.a.readable": "yes",
        },
    )

    assert calculate(inputs).working == 4 * HOUR


def test_the_example_of_both_ways_is_the_same() -> None:
    known, found = calculate(Inputs()), calculate(Inputs(backups="log"))

    assert (found.window, found.working, found.recovery_point) == (
        known.window,
        known.working,
        known.recovery_point,
    )


def test_a_log_in_another_zone() -> None:
    """By hand: 02:00Z is 10:00 in Beijing, so 5 h until 15:00, of them 10-12 and 13-15."""
    typed = {
        "backups": "log", "log": "a", "log.a.start": "2026-03-12 02:00Z",
        "log.a.kind": "full", "log.a.result": "ok", "log.a.readable": "yes",
    }  # fmt: skip
    result = calculate(parse(Inputs, typed))

    assert (result.window, result.working) == (5 * HOUR, 4 * HOUR)


def test_without_a_good_backup_in_the_log_the_loss_reaches_back_to_the_go_live() -> None:
    inputs = given_log("F8x F9! F10~", crash="12T15", go_live=at("2T0"))
    result = calculate(inputs)
    shown = answer(inputs, result)

    assert (result.restored, result.window, result.working) == (False, 255 * HOUR, 69 * HOUR)
    assert "no usable backup" in shown.sentence.en
    assert shown.notes[0].words == told.ONLY_COPY
    assert "A restore to Tue 10 Mar 2026, 02:00 may be possible" in shown.notes[1].words.en


@pytest.mark.parametrize(
    ("inputs", "message", "fields"),
    [
        (given_log("F14 F15"), chain.ALL_LATE, ("log", "crash")),
        (given_log("F8x F9~"), contradictions.NONE_IN_LOG, ("log", "go_live")),
        (given_log("F8", corruption=at("14")), contradictions.CORRUPTION_LATE, ("corruption", "crash")),
        (given_log("F8x", go_live=at("14")), contradictions.GO_LIVE_LATE, ("go_live", "crash")),
        (Inputs(corruption=at("12")), contradictions.BACKUP_CORRUPT, ("backup", "corruption")),
        (given_log("F8", clock_change=at("7")), contradictions.CHANGE_OUTSIDE, ("clock_change",)),
    ],
)
def test_contradictions_name_their_fields(inputs: Inputs, message: object, fields: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        calculate(inputs)

    assert caught.value.fields == fields
    assert caught.value.message.zh.startswith(message.zh.split("{")[0])  # type: ignore[attr-defined]
    assert "{" not in caught.value.message.zh + caught.value.message.en
    assert len(caught.value.message.zh) <= 80
    assert len(caught.value.message.en) <= 180


def test_an_end_before_its_start_names_cells_and_row() -> None:
    typed = {"backups": "log", "log.2.end": "2026-03-09T01:00"}
    with pytest.raises(ExceptionGroup) as caught:
        parse(Inputs, typed)
    (problem,) = leaves(caught.value)

    assert problem.fields == ("log.2.end", "log.2.start")
    assert problem.message.en.startswith("“Backup log”, row 2: ")


def test_a_change_of_clocks_is_read_on_the_clock_of_the_recovery_point() -> None:
    """By hand: Friday 17-18 EST, then Monday 09-10 EDT, 2 h."""
    typed = {
        "backups": "log", "crash": "2026-03-09T10:00", "crash.offset": "-04:00",
        "clock_change": "2026-03-08T02:00",
        "log": "a", "log.a.start": "2026-03-06T17:00", "log.a.start.offset": "-05:00",
        "log.a.kind": "full", "log.a.result": "ok", "log.a.readable": "yes",
    }  # fmt: skip

    assert calculate(parse(Inputs, typed)).working == 2 * HOUR


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_log(language: str) -> None:
    """The order of restoring, each rejected backup, and the count of those that are not needed."""
    inputs = given_log("F1 F8 I9 I10 I11! I12 I13~")
    shown = answer(inputs, calculate(inputs))
    rows = {row.label[language]: row.value[language] for row in shown.rows}  # type: ignore[index]
    (section,) = (part for part in shown.sections if part.title.en == "The backups in the log")
    lines = {first.en: rest[0][language] for first, *rest in section.rows}  # type: ignore[index]

    assert len(lines) == 6
    assert list(lines) == sorted(lines, reverse=True)
    assert chain.NEEDS.format(other="2026-03-11 02:00")[language] in lines["2026-03-12 02:00 Incremental"]  # type: ignore[index]
    order = {"zh": "完整 3/8 02:00 → 增量 3/9", "en": "Full 8 Mar 02:00 → Incremental 9 Mar"}[language]
    assert any(value.startswith(order) for value in rows.values())


def test_a_backup_that_ran_while_the_data_went_wrong_is_told() -> None:
    inputs = given_log("F12-12T4", corruption=at("12T3"))
    said = [note.words for note in answer(inputs, calculate(inputs)).notes]

    assert told.RUNNING_THEN.format(backup="2026-03-12 02:00") in said


def test_logs_that_reach_the_corruption_are_told_with_their_bound() -> None:
    inputs = given_log("F12 L12T12", corruption=at("12T10"))
    shown = answer(inputs, calculate(inputs))

    assert "just before the corruption on Thu 12 Mar 2026, 10:00" in shown.sentence.en
    assert (shown.rows[0].remark and shown.rows[0].remark.en) == "not including it"


def test_a_long_row_is_told_by_its_ends() -> None:
    inputs = given_log("F1 " + " ".join(f"L{day}" for day in range(2, 13)))
    shown = answer(inputs, calculate(inputs))

    assert shown.rows[1].value.en.count("→") == 5
    assert "7 between" in shown.rows[1].value.en
