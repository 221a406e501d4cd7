"""Start-up: `vipsort --help` and a run with nothing to do, against a Python that only imports typer."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from contestants import Contestant, ours
from folders import workspace
from measure import Command
from options import parser
from program import FROM_SOURCE
from race import OURS, Race, Run, in_turns, ratio
from standings import Goal, Report, goals, keep
from table import Row, markdown

_PYTHON, _TYPER, _HELP = "python -c pass", "python -c 'import typer'", "vipsort --help"
_HEAD = ("command", "wall ms", "CPU ms", "peak MB", "CPU/typer", "wall/typer")


def main() -> None:
    """Start everyone in turns, many times, and print the medians."""
    words = _words()
    with workspace(words.work) as work:
        empty = work / "empty"
        empty.mkdir()
        results = in_turns(Race("start", _TYPER, empty), _starters(), words.rounds, work)
    text = markdown(_HEAD, [_row(starter.name, results.runs) for starter in _starters()])
    asked = Goal(f"{_HELP}: wall, against {_TYPER}", 1.2, ratio(results.runs, "cost.wall_s", _HELP, _TYPER))
    again = Goal(f"{_HELP}: CPU, against {_TYPER}", 1.2, ratio(results.runs, "cost.cpu_s", _HELP, _TYPER))
    keep(Report("startup", f"{text}\n{goals([asked, again])}", {"rounds": words.rounds}), results, words.out)


def _starters() -> list[Contestant]:
    return [
        _started(_PYTHON, sys.executable, "-c", "pass"),
        _started(_TYPER, sys.executable, "-c", "import typer"),
        _started(_HELP, *_installed(), "--help"),
        ours(OURS),
    ]


def _started(name: str, *argv: str) -> Contestant:
    return Contestant(name, lambda _source, _target: Command(argv, FROM_SOURCE))


def _installed() -> tuple[str, ...]:
    """The command that an installation puts beside Python, which starts the program in `src/`; the module if none."""
    command = Path(sys.executable).with_name("vipsort")
    return (str(command),) if command.exists() else (sys.executable, "-m", "vipsort")


def _row(name: str, runs: Sequence[Run]) -> Row:
    own = [run.cost for run in runs if run.command == name]
    return (
        "vipsort run, SRC empty" if name == OURS else name,
        median(cost.wall_s for cost in own) * 1e3,
        median(cost.cpu_s for cost in own) * 1e3,
        max(cost.peak_bytes for cost in own) / 1e6,
        ratio(runs, "cost.cpu_s", name, _TYPER) or 0.0,
        ratio(runs, "cost.wall_s", name, _TYPER) or 0.0,
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--rounds", type=int, default=15)
    return words.parse_args()


if __name__ == "__main__":
    main()
