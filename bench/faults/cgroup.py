"""300 pictures of 12 to 24 megapixels and the whole hostile set, in a memory cgroup of 256 MB."""

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path

import here
from cages import Cage, NoCage, cage
from conftest import Ran, Tree
from folders import workspace
from hostile import hostile, write_special
from machine import describe
from make import engine, noise, with_comment
from options import parser
from table import Row, markdown, publish, write_csv

assert engine, here.ROOT  # noqa: S101 - it sets libvips up

_HEAD = (
    "options",
    "exit",
    "found",
    "placed",
    "quarantined",
    "failed",
    "skipped",
    "peak MB",
    "cgroup MB",
    "killed",
    "s",
)
_POLICIES = {
    "sorted": (),
    "to 1920 px, WebP": ("--resize", "1920", "--format", "webp"),
    "JPEG of at most 500 kB": ("--format", "jpeg", "--max-size", "500kB"),
}
_SIZES = ((4000, 3000, False), (5000, 4000, True), (6000, 4000, False))  # the second is progressive


@dataclass(frozen=True, slots=True)
class Told:
    """How a run in a cgroup ended."""

    ran: Ran
    peak: int  # bytes, of the largest process
    seconds: float


def main() -> None:
    """One run for each policy."""
    words = _words()
    rows: list[Row] = []
    with workspace(words.work) as work:
        tree = Tree(work)
        _fill(tree, words.count)
        for name, options in _POLICIES.items():
            tree.dst = work / f"dst {len(rows)}"
            with cage(words.most) as held:
                rows.append(_row(name, _run(tree, held, (*options, *words.options)), held))
            print(*rows[-1], flush=True)
    folder = words.out / "faults"
    publish(folder, "cgroup.md", f"# In {words.most / 1e6:.0f} MB\n\n{markdown(_HEAD, rows)}")
    write_csv(folder / "cgroup.csv", _HEAD, rows)
    (folder / "cgroup-machine.json").write_text(describe({"options": words.options, "pictures": words.count}))


def _words() -> argparse.Namespace:
    words = parser(__doc__)
    words.add_argument("--count", type=int, default=300, help="pictures beside the hostile ones")
    words.add_argument("--most", type=int, default=256 << 20, help="bytes of the cgroup")
    words.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="more options of the run")
    return words.parse_args()


def _fill(tree: Tree, count: int) -> None:
    """Pictures whose noise is soft, so that their files are as large as photographs'; and the hostile ones."""
    frames = []
    for width, height, progressive in _SIZES:
        soft = noise(width // 4, height // 4).resize(4)
        frames.append(soft.write_to_buffer(".jpg", Q=88, interlace=progressive))
    for number in range(count):
        name = f"photos/{number % 10}/{number}.jpg"
        tree.write({name: with_comment(frames[number % len(frames)], f"number {number}")})
    tree.write(hostile())
    (tree.src / "special").mkdir()
    write_special(tree.src / "special")


def _run(tree: Tree, held: Cage, options: tuple[str, ...]) -> Told:
    began = time.perf_counter()
    told = tree.root / "told"
    with (
        told.open("wb") as out,
        tree.start(*options, through=("sh", "-c", f'exec "$@" > "{told}"', "sh", *held.through)) as run,
    ):
        assert run.stderr  # noqa: S101
        err = run.stderr.read().decode(errors="replace")
        _pid, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        out.flush()
    ran = Ran(run.returncode, Path(told).read_text(), err)
    return Told(ran, used.ru_maxrss * 1024, time.perf_counter() - began)


def _row(name: str, told: Told, held: Cage) -> Row:
    ended = told.ran.code in {0, 3}
    counts = [told.ran.summary[key] if ended else 0 for key in ("found", "placed", "quarantined", "failed", "skipped")]
    megabytes = (told.peak // 1_000_000, held.peak() // 1_000_000)
    return (name, told.ran.code, *counts, *megabytes, held.killed(), round(told.seconds, 1))


if __name__ == "__main__":
    try:
        main()
    except NoCage as error:
        raise SystemExit(f"no cgroup here: {error}") from error
