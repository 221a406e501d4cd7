"""Each system call of a run on SRC and on DST failing once: what is lost then, and whether the next run mends it."""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import here  # noqa: F401 - puts what follows on the path
from aftermath import after_the_blow, after_the_next_run
from conftest import Ran, Tree
from faults import READING, WRITING, Call, Story, Strike, begin, outcomes, struck
from folders import workspace
from machine import describe
from options import parser
from stories import STORIES, short, story
from table import Row, markdown, publish, write_csv
from warm import shared_out, trees

_ERRORS = ("EIO", "ENOSPC", "EACCES", "ESTALE")
_ENDS = {0, 1, 3}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What failed where, how the run ended, and all that was wrong afterwards."""

    story: str
    below: str
    error: str
    call: Call
    code: int
    wrong: tuple[str, ...]


def main() -> None:
    """Count the calls of each story, let a spread of each kind fail with each error, and tell them by call."""
    words = _words()
    refusals: list[Refusal] = []
    with workspace(words.work) as work:
        for name in words.stories:
            refusals += _refusals(name, words, work)
    folder = words.out / "faults"
    publish(folder, "refuse.md", f"# Each call failing once\n\n{_table(refusals)}\n{_wrong(refusals)}")
    head = ("story", "below", "error", "number", "call", "file", "exit", "violations")
    rows: list[Row] = [
        (r.story, r.below, r.error, r.call.number, r.call.name, short(r.call.path), r.code, *r.wrong) for r in refusals
    ]
    write_csv(folder / "refuse.csv", head, rows)
    (folder / "refuse-machine.json").write_text(describe({"options": words.options, "each": words.each}))


def _words() -> argparse.Namespace:
    words = parser(__doc__)
    words.add_argument("--stories", nargs="+", default=["copy", "move", "trash", "undo"], choices=STORIES)
    words.add_argument("--each", type=int, default=12, help="of one kind of call, how many fail, evenly spread")
    words.add_argument("--workers", type=int, default=2, help="runs at once, each with a tree of its own")
    words.add_argument(
        "--options", nargs=argparse.REMAINDER, default=[], help="more options of the run, such as --move"
    )
    return words.parse_args()


def _refusals(name: str, words: argparse.Namespace, work: Path) -> list[Refusal]:
    places = trees(work, name, words.workers)
    told = story(name, words.options).told(places[0])
    strikes = list(_strikes(places[0], told, words.each))
    return shared_out(partial(_refused, name, told), places, strikes)


def _strikes(tree: Tree, told: Story, each: int) -> Iterator[Strike]:
    for below in ("src", "dst", *(("trash",) if "--trash" in told.options else ())):
        for call in sorted({*READING, *WRITING}):
            begin(tree, told)
            _ran, calls = struck(tree, told, Strike(calls=(call,), below=(below,)))
            step = max(1, -(-len(calls) // each))
            for number in range(1, len(calls) + 1, step):
                yield from (Strike(error, number, (call,), (below,)) for error in _ERRORS)


def _refused(name: str, told: Story, tree: Tree, strike: Strike) -> Refusal:
    begin(tree, told)
    ran, calls = struck(tree, told, strike)
    call = next((call for call in calls if call.number == strike.number), Call(strike.number, "(over)", ""))
    unread = strike.below == ("src",)  # the first of two twins could not be read: the other one becomes the first
    after = after_the_next_run(tree, told, ran, twins_may_change=unread)
    wrong = (*_how_it_ended(ran), *after_the_blow(tree, told), *after)
    return Refusal(name, strike.below[0], strike.deed, call, ran.code, wrong)


def _how_it_ended(ran: Ran) -> Iterator[str]:
    if ran.code not in _ENDS or "Traceback" in ran.err:
        yield f"it ended with {ran.code}: {ran.err.strip()[-200:]}"
    elif ran.code == 1 and ran.err.rpartition("vipsort: ")[2].count("\n") != 1:
        yield f"it does not say in one line why it stopped: {ran.err.strip()[-200:]}"
    elif ran.code != 1 and "found" in ran.summary and len(outcomes(ran)) != ran.summary["found"]:
        yield "its verdicts do not add up"


def _table(refusals: list[Refusal]) -> str:
    points = Counter((each.below, each.call.name) for each in refusals)
    wrong = Counter((each.below, each.call.name) for each in refusals if each.wrong)
    codes = Counter((each.below, each.call.name, each.code) for each in refusals)
    rows: list[Row] = [
        (call, below.upper(), count, *(codes[below, call, code] for code in sorted(_ENDS)), wrong[below, call])
        for (below, call), count in sorted(points.items())
    ]
    rows.append(
        (
            "all",
            "",
            len(refusals),
            *(sum(r.code == code for r in refusals) for code in sorted(_ENDS)),
            sum(wrong.values()),
        )
    )
    return markdown(("call", "below", "failures", "exit 0", "exit 1", "exit 3", "violations"), rows)


def _wrong(refusals: list[Refusal]) -> str:
    return "".join(f"- {_where(each)}: {'; '.join(each.wrong)}\n" for each in refusals if each.wrong)


def _where(each: Refusal) -> str:
    call = f"{each.call.name} {each.call.number} {short(each.call.path)}"
    return f"{each.story}, {each.below.upper()}, {each.error} at {call}"


if __name__ == "__main__":
    main()
