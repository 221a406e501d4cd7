"""A run killed at every call of its that writes: what is lost then, and whether the next run makes the same tree."""

import argparse
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import here  # noqa: F401 - puts what follows on the path
from aftermath import after_the_blow, after_the_next_run
from conftest import Tree
from faults import Call, Story, Strike, begin, struck
from folders import workspace
from machine import describe
from options import parser
from stories import STORIES, short, story
from table import Row, markdown, publish, write_csv
from warm import shared_out, trees


@dataclass(frozen=True, slots=True)
class Death:
    """Where a run was killed, and all that was wrong afterwards."""

    story: str
    call: Call
    wrong: tuple[str, ...]


def main() -> None:
    """Count the calls of each story, kill at each, and tell them by call."""
    words = _words()
    deaths: list[Death] = []
    with workspace(words.work) as work:
        for name in words.stories:
            deaths += _deaths(name, words, work)
    folder = words.out / "faults"
    publish(folder, "kill.md", f"# Killed at every call that writes\n\n{_table(deaths)}\n{_wrong(deaths)}")
    rows: list[Row] = [
        (each.story, each.call.number, each.call.name, short(each.call.path), *each.wrong) for each in deaths
    ]
    write_csv(folder / "kill.csv", ("story", "number", "call", "file", "violations"), rows)
    (folder / "kill-machine.json").write_text(describe({"options": words.options}))


def _words() -> argparse.Namespace:
    words = parser(__doc__)
    words.add_argument("--stories", nargs="+", default=list(STORIES), choices=STORIES)
    words.add_argument(
        "--options", nargs=argparse.REMAINDER, default=[], help="more options of the run, such as --move"
    )
    words.add_argument("--workers", type=int, default=2, help="runs at once, each with a tree of its own")
    return words.parse_args()


def _deaths(name: str, words: argparse.Namespace, work: Path) -> list[Death]:
    places = trees(work, name, words.workers)
    told = story(name, words.options).told(places[0])
    begin(places[0], told)
    _ran, calls = struck(places[0], told, Strike())
    deaths = shared_out(partial(_killed, name, told), places, range(1, len(calls) + 1))
    return sorted(deaths, key=lambda death: death.call.number)


def _killed(name: str, told: Story, tree: Tree, number: int) -> Death:
    begin(tree, told)
    ran, calls = struck(tree, told, Strike(number=number))
    if len(calls) < number:  # a thread was faster this time: the run was over before
        return Death(name, Call(number, "(over)", ""), ())
    return Death(name, calls[-1], (*after_the_blow(tree, told), *after_the_next_run(tree, told, ran)))


def _table(deaths: list[Death]) -> str:
    points = Counter((each.story, each.call.name) for each in deaths)
    wrong = Counter((each.story, each.call.name) for each in deaths if each.wrong)
    rows: list[Row] = [(call, name, count, wrong[name, call]) for (name, call), count in sorted(points.items())]
    rows.append(("all", "", len(deaths), sum(wrong.values())))
    return markdown(("call", "story", "kill points", "violations"), rows)


def _wrong(deaths: list[Death]) -> str:
    """Each kind of violation once, with the numbers of the calls that it was found at."""
    found: dict[tuple[str, ...], list[int]] = {}
    for each in deaths:
        for wrong in each.wrong:
            found.setdefault((each.story, each.call.name, short(each.call.path), wrong), []).append(each.call.number)
    return "".join(
        f"- {story}, {call} {file}, {len(numbers)} points from {numbers[0]} to {numbers[-1]}: {wrong}\n"
        for (story, call, file, wrong), numbers in found.items()
    )


if __name__ == "__main__":
    main()
