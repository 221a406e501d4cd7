"""The power goes at some moment of a run: whether all is there that was told to be done, and the next run ends it."""

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import here
from aftermath import aside
from conftest import ENGINE, Tree, contents
from disks import NoDisk, cut_power, disk, mount, remount
from folders import workspace
from machine import describe
from options import parser
from table import Row, markdown, publish, write_csv

_DISKS = {"ext4": 128 << 20, "xfs": 320 << 20, "btrfs": 256 << 20}
_AROUND = 600 << 20  # bytes of the ext4 that lies around a btrfs, which cannot be shut down itself
_HEAD = ("disk", "story", "moment s", "told", "left SRC", "lost", "same tree", "leftovers")
_STORIES = {"copy": (), "move": ("--move",)}


@dataclass(frozen=True, slots=True)
class Cut:
    """What was told before the power went, what was not there afterwards, and how the next run ended."""

    kind: str
    story: str
    moment: float  # seconds after the first outcome was told
    told: int
    left: int  # originals that were not in SRC any more
    lost: int  # told, and not in DST; or nowhere at all
    same_tree: bool
    leftovers: int


def main() -> None:
    """Cut the power so many times on each kind of disk."""
    words = _words()
    cuts: list[Cut] = []
    chance = random.Random(words.seed)  # noqa: S311 - moments are no secrets
    with workspace(words.work) as work:
        for kind in words.disks:
            try:
                for story, count in (("copy", words.cuts), ("move", words.moves)):
                    cuts += [_cut((kind, story), work / f"{kind}-{n}", chance, words) for n in range(count)]
            except NoDisk as error:
                print(f"{kind}: {error}", file=sys.stderr)
    rows: list[Row] = [(c.kind, c.story, c.moment, c.told, c.left, c.lost, str(c.same_tree), c.leftovers) for c in cuts]
    folder = words.out / "faults"
    publish(folder, "power.md", f"# Power cuts\n\n{_table(cuts)}")
    write_csv(folder / "power.csv", _HEAD, rows)
    (folder / "power-machine.json").write_text(describe({"seed": words.seed, "files": words.count}))


def _words() -> argparse.Namespace:
    words = parser(__doc__)
    words.add_argument("--disks", nargs="+", default=list(_DISKS), choices=_DISKS)
    words.add_argument("--cuts", type=int, default=20, help="on each kind of disk")
    words.add_argument("--moves", type=int, default=10, help="cuts of a move on each kind of disk")
    words.add_argument("--count", type=int, default=600, help="pictures in the run")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="more options of the run")
    return words.parse_args()


def _cut(what: tuple[str, str], work: Path, chance: random.Random, words: argparse.Namespace) -> Cut:
    kind, story = what
    work.mkdir()
    tree = Tree(work)
    data = (here.PICTURES / "canon-40d.jpg").read_bytes()
    expected = {f"{n % 7}/{n}.jpg": data + str(n).encode() for n in range(words.count)}
    tree.write(expected, mtime=1_600_000_000)
    options = ("--layout", "mirror", *_STORIES[story], *words.options)
    with ExitStack() as mounted:
        image = work / "image"
        outer = None
        if kind == "btrfs":
            outer = mounted.enter_context(disk(work / "around", "ext4", _AROUND))
            image = outer / "image"
        folder = mounted.enter_context(disk(image, kind, _DISKS[kind]))
        tree.dst = folder / "dst"
        moment = chance.uniform(0, 1.5)
        told = _told_until(tree, options, moment, outer or folder)
        if outer:
            subprocess.run(["umount", folder], check=True)
            remount(work / "around", outer)
            mount(image, folder)
        else:
            remount(image, folder)
        there = contents(tree.dst) if tree.dst.exists() else {}
        src = contents(tree.src)
        left = expected.keys() - src.keys()
        lost = {event["source"] for event in told if there.get(event["target"]) != expected[event["source"]]}
        lost |= {name for name in left if expected[name] not in {there.get(name), *aside(src, name)}}
        ran = tree.run(*options)
        same = ran.code == 0 and tree.placed() == expected and contents(tree.src) == ({} if story == "move" else src)
        leftovers = [*tree.leftovers(), *tree.src.rglob(".vipsort-*")]
        cut = Cut(kind, story, round(moment, 3), len(told), len(left), len(lost), same, len(leftovers))
    shutil.rmtree(work)
    return cut


def _told_until(tree: Tree, options: tuple[str, ...], moment: float, disk_: Path) -> list[dict[str, Any]]:
    """What a run tells before the power goes, that many seconds after it told of a first file."""
    command = [*ENGINE, "run", str(tree.src), str(tree.dst), "--json", *options]
    told = tree.root / "told"
    with (
        told.open("wb") as out,
        subprocess.Popen(command, env=tree.environment, stdout=out, stderr=subprocess.DEVNULL) as run,
    ):
        while b'"outcome"' not in told.read_bytes() and run.poll() is None:
            time.sleep(0.005)
        time.sleep(moment)
        whole = told.read_bytes().rpartition(b"\n")[0]  # before the cut: what comes later was not promised
        cut_power(disk_)
        run.kill()
    return [event for event in map(json.loads, whole.splitlines()) if event["event"] == "outcome"]


def _table(cuts: list[Cut]) -> str:
    rows: list[Row] = []
    for kind, story in dict.fromkeys((cut.kind, cut.story) for cut in cuts):
        own = [cut for cut in cuts if (cut.kind, cut.story) == (kind, story)]
        sums = [
            sum(each) for each in zip(*((c.told, c.left, c.lost, c.same_tree, c.leftovers) for c in own), strict=True)
        ]
        rows.append((kind, story, len(own), *sums))
    head = ("disk", "story", "cuts", "acknowledged files", "gone from SRC", "lost", "straight tree after", "leftovers")
    return markdown(head, rows)


if __name__ == "__main__":
    main()
