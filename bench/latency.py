"""Shares: files a second from a SRC that answers late, against 16 threads that only open, read and close.

Needs FUSE and mfusepy. `one by one` is a share that keeps nothing: each look at a name is asked. `listed` is one whose
listing tells sizes and times and whose pages are kept, as NFS and SMB do. Operations are those that the share counted.
"""

import os
import shutil
from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median

from folders import files_below, workspace
from measure import measure
from options import parser
from program import SORT_ONLY, script, vipsort
from share import mounted
from table import Row, markdown, publish, write_csv

_SHARES = {"one by one": False, "listed": True}
_HEAD = (
    "share", "folders", "KB/file", "vipsort files/s", "readers files/s", "ratio",
    "opens", "reads", "looks", "readers' reads", "readers' looks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """A share of so many folders of files."""

    share: str
    folders: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A command's files a second, and what it asked of the share."""

    speed: float
    asked: Counter[str]


def main() -> None:
    """Measure each scene in turns and print the table."""
    words = _words()
    rows: list[Row] = []
    turns: list[Row] = []
    with workspace(words.work) as work:
        for share, folders, corpus in product(_SHARES, words.folders, words.corpus):
            scene = Scene(share, folders, tuple(files_below(corpus.resolve())[: words.count]))
            real = _laid_out(scene, work / "real")
            pairs = [
                (_turn("vipsort", scene, words, work), _turn("readers", scene, words, work))
                for _ in range(words.rounds)
            ]
            rows.append(_row(scene, pairs))
            turns += [(share, folders, ours.speed, theirs.speed) for ours, theirs in pairs]
            shutil.rmtree(real)
    publish(words.out, "latency.md", f"{words.latency * 1e3:.0f} ms an operation\n\n{markdown(_HEAD, rows)}")
    write_csv(words.out / "latency.csv", ("share", "folders", "vipsort_files_s", "readers_files_s"), turns)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("corpus", type=Path, nargs="+", help="folders of pictures, such as corpus.py makes")
    words.add_argument("--count", type=int, default=400, help="pictures of each corpus, at most")
    words.add_argument("--folders", type=int, nargs="+", default=[1, 16])
    words.add_argument("--latency", type=float, default=0.02, help="seconds an operation")
    words.add_argument("--rounds", type=int, default=3)
    return words.parse_args()


def _laid_out(scene: Scene, real: Path) -> Path:
    """The files in so many folders, as links of the disk."""
    for index, file in enumerate(scene.files):
        target = real / f"{index * scene.folders // len(scene.files):03}" / f"IMG_{index:05}.JPG"
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, target)
    return real


def _turn(name: str, scene: Scene, words: Namespace, work: Path) -> Turn:
    """One command over a share that nobody has asked anything yet."""
    turn, at = work / "turn", work / "share"
    turn.mkdir()
    record = turn / "asked"
    manners = {"latency": words.latency, "cached": _SHARES[scene.share], "record": str(record)}
    with mounted(work / "real", at, **manners):
        command = vipsort(at, turn / "made", *SORT_ONLY) if name == "vipsort" else script("peers/readers.py", str(at))
        cost = measure(command, turn)
        asked = Counter(line.partition(" ")[0] for line in record.read_text(errors="replace").splitlines())
    shutil.rmtree(turn)
    return Turn(len(scene.files) / cost.wall_s, asked)


def _row(scene: Scene, pairs: list[tuple[Turn, Turn]]) -> Row:
    ours, theirs = pairs[-1]
    count = len(scene.files)
    return (
        scene.share,
        scene.folders,
        sum(file.stat().st_size for file in scene.files) / count / 1e3,
        median(mine.speed for mine, _ in pairs),
        median(its.speed for _, its in pairs),
        median(mine.speed / its.speed for mine, its in pairs),
        *(ours.asked[op] / count for op in ("open", "read", "getattr")),
        *(theirs.asked[op] / count for op in ("read", "getattr")),
    )


if __name__ == "__main__":
    main()
