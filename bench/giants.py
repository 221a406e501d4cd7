"""Giants: pictures of a gigapixel, and those that no decoder can stream, in a cgroup of 256 MB."""

import json
import shutil
from argparse import REMAINDER, Namespace
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cages import Cage, NoCage, cage
from corpora import CACHE
from folders import contents, workspace
from giant_kinds import GIANTS, Giant
from machine import describe
from measure import measure
from options import parser
from program import script, vipsort
from race import RUNS_HEAD, Run
from table import Row, markdown, publish, write_csv
from temporary import watched

_HEAD = ("picture", "MP", "file MB", "verdict", "out MB", "peak MB", "temp MB", "killed", "wall s", "CPU s")
_CSV_HEAD = (*RUNS_HEAD, "verdict", "reason", "bytes_in", "temp_bytes", "killed")
_ANY_CODE = range(-64, 256)  # how it ended is what is told


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one giant."""

    giant: Giant
    run: Run
    verdict: str
    reason: str
    bytes_in: int
    temp_bytes: int
    killed: int


def main() -> None:
    """Make each picture that is not there yet, and run over it alone."""
    words = _words()
    machine = describe({"limit": words.limit, "scale": words.scale, "options": words.options})
    with workspace(words.work) as work:
        told = [_one(giant, words, work) for giant in GIANTS if not words.only or giant.name in words.only]
    table = markdown(_HEAD, [_row(each, words.scale) for each in told])
    reasons = "".join(f"- {each.giant.name}: {each.reason}\n" for each in told if each.reason)
    publish(words.out, "giants.md", f"In {words.limit >> 20} MiB:\n\n{table}\n{reasons}")
    write_csv(words.out / "giants.csv", _CSV_HEAD, [_csv_row(each) for each in told])
    (words.out / "giants-machine.json").write_text(machine, encoding="utf-8")


def _one(giant: Giant, words: Namespace, work: Path) -> Told:
    source, turn = _made(giant, words), work / "turn"
    temporary = turn / "tmp"
    temporary.mkdir(parents=True)
    ours = vipsort(source, turn / "made", *giant.job, "--layout", "flat", "--json", *words.options)
    with cage(words.limit) as held, watched(lambda: _processes(held), temporary) as most:
        caged = replace(
            ours, argv=(*held.through, *ours.argv), environment={**ours.environment, "TMPDIR": str(temporary)}
        )
        cost = measure(caged, turn, _ANY_CODE)
        killed, temp_bytes = held.killed(), most()
    verdict, reason = _outcome((turn / "output.log").read_text(errors="replace"))
    made = contents(turn / "made")
    shutil.rmtree(turn)
    job = f"{words.limit >> 20} MiB"
    run = Run(0, job, f"{giant.name}, {verdict}", "", cost, made)
    print(f"{giant.name}: {verdict} {reason}", flush=True)
    return Told(giant, run, verdict, reason, contents(source).size, temp_bytes, killed)


def _made(giant: Giant, words: Namespace) -> Path:
    """A folder with this picture alone."""
    folder: Path = words.cache.resolve() / f"giants-{words.scale:g}" / giant.name
    if not (folder / giant.name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        making = script("giant_files.py", str(folder), giant.name, "--scale", str(words.scale))
        measure(making, folder.parent)
    return folder


def _processes(held: Cage) -> Iterable[int]:
    return map(int, (held.folder / "cgroup.procs").read_text().split())


def _outcome(output: str) -> tuple[str, str]:
    """The verdict and its reason, as --json told them; how else it ended where it told none."""
    for line in output.splitlines():
        if line.startswith(('{"event":"outcome"', '{"event": "outcome"')):
            told = json.loads(line)
            return told["verdict"], told.get("reason") or ""
    return "none told", output.strip().splitlines()[-1] if output.strip() else ""


def _row(told: Told, scale: float) -> Row:
    cost = told.run.cost
    return (
        told.giant.name,
        f"{told.giant.pixels * scale**2 / 1e6:,.0f}",
        told.bytes_in / 1e6,
        told.verdict,
        told.run.made.size / 1e6,
        cost.peak_bytes / 1e6,
        told.temp_bytes / 1e6,
        told.killed,
        cost.wall_s,
        cost.cpu_s,
    )


def _csv_row(told: Told) -> Row:
    return (*told.run.row(), told.verdict, told.reason, told.bytes_in, told.temp_bytes, told.killed)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--only", nargs="+", choices=[giant.name for giant in GIANTS], help="a few of them")
    words.add_argument("--limit", type=int, default=256 << 20, help="bytes of memory")
    words.add_argument("--scale", type=float, default=1, help="of the sides: 0.1 for a trial")
    words.add_argument("--cache", type=Path, default=CACHE, help="where the pictures are kept; 8 GB")
    words.add_argument("--options", nargs=REMAINDER, default=[], help="more options of the run, at the end")
    return words.parse_args()


if __name__ == "__main__":
    try:
        main()
    except NoCage as error:
        raise SystemExit(f"no cgroup here: {error}") from error
