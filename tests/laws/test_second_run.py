"""Law 3: a second run reads no file's contents and places nothing."""

import os
from pathlib import Path

import pytest

from conftest import Ran, Tree
from make import jpeg
from vipsort.photo.model import Verdict


def test_a_second_run_opens_no_source(tree: Tree, crowd: dict[str, bytes], strace: str) -> None:
    tree.write(crowd)
    tree.run()
    before = tree.placed()
    trace = tree.root / "trace"
    watched = (strace, "-f", "-qq", "-o", str(trace), "-e", "trace=open,openat,openat2,creat")
    with tree.start(through=watched) as run:
        run.communicate()
    assert run.returncode == 0
    opened = [line for line in trace.read_text().splitlines() if str(tree.src) in line]
    assert opened  # the folders are listed
    assert [line for line in opened if "O_DIRECTORY" not in line] == []
    assert tree.placed() == before


def test_a_second_run_believes_size_and_time(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    tree.run()
    before = tree.placed()
    for name, data in crowd.items():
        rewrite(tree.src / name, b"?" * len(data))
    again = tree.run()
    assert again.code == 0, again.err
    assert again.summary["placed"] == again.summary["quarantined"] == again.summary["duplicate"] == 0
    assert again.summary["unchanged"] + again.summary["skipped"] == len(crowd)
    assert tree.placed() == before


def test_a_second_run_that_only_counts_opens_no_source_either(tree: Tree, crowd: dict[str, bytes], strace: str) -> None:
    tree.write(crowd)
    tree.run()
    trace = tree.root / "trace"
    watched = (strace, "-f", "-qq", "-o", str(trace), "-e", "trace=open,openat,openat2,creat")
    counted = plainly(tree, through=watched)
    opened = [line for line in trace.read_text().splitlines() if str(tree.src) in line]
    assert [line for line in opened if "O_DIRECTORY" not in line] == []
    assert counted["unchanged"] > 0
    assert counted == summary(tree.run())


@pytest.mark.parametrize("options", [(), ("--exclude", "*.png"), ("--min-size", "1kB"), ("--others", "copy")])
def test_what_is_only_counted_is_what_would_be_told(
    tree: Tree, crowd: dict[str, bytes], options: tuple[str, ...]
) -> None:
    tree.write({**crowd, "x/l.jpg": jpeg(seed=5), "x/p.jpg": jpeg(seed=6), "x/a.jpg.xmp": b"<x/>"})
    tree.run()
    change(tree)
    told = summary(tree.run("--dry-run", *options))
    assert told["unchanged"] > 0
    assert plainly(tree, *options) == told


def change(tree: Tree) -> None:
    """A file that is new, one that is other, one that is touched, a link and a pipe in the place of two."""
    seen = (tree.src / "x" / "l.jpg").stat()
    tree.write({"x/new.jpg": jpeg(seed=7)})
    for name in ("x/l.jpg", "x/p.jpg"):
        (tree.src / name).unlink()
    (tree.src / "x" / "l.jpg").symlink_to("n" * seen.st_size)
    os.utime(tree.src / "x" / "l.jpg", ns=(seen.st_mtime_ns, seen.st_mtime_ns), follow_symlinks=False)
    os.mkfifo(tree.src / "x" / "p.jpg")
    first, second = tree.src / "IMG_0001.jpg", tree.src / "a" / "IMG_0001.jpg"
    os.utime(first, (1_700_000_000, 1_700_000_000))
    second.write_bytes(jpeg(seed=8))


def plainly(tree: Tree, *options: str, through: tuple[str, ...] = ()) -> dict[str, int]:
    """The counts of a run that tells of trouble only."""
    ran = tree.vipsort("run", tree.src, tree.dst, *options, through=through)
    lines = (line.split() for line in ran.out.splitlines())
    return {words[0]: int(words[1]) for words in lines if len(words) == 2}


def summary(ran: Ran) -> dict[str, int]:
    return {name: ran.summary[name] for name in ("found", *Verdict)}


def test_a_touched_file_is_read_and_not_placed_again(tree: Tree) -> None:
    data = jpeg("2019:07:04 10:11:12")
    tree.write({"a.jpg": data, "b.jpg": jpeg("2019:07:04 10:11:12", seed=2)})
    tree.run()
    os.utime(tree.src / "a.jpg", (1_700_000_000, 1_700_000_000))
    touched = tree.run()
    assert touched.outcome("a.jpg")["verdict"] == "unchanged"
    assert touched.outcome("a.jpg")["digest"]  # its bytes were compared
    assert touched.summary["unchanged"] == 2
    assert set(tree.placed()) == {"2019/a.jpg", "2019/b.jpg"}
    assert tree.run().outcome("a.jpg")["digest"] is None  # and once was enough


def test_only_what_is_new_or_other_is_placed(tree: Tree) -> None:
    old, new, other = (jpeg("2019:07:04 10:11:12", seed=seed) for seed in (1, 2, 3))
    tree.write({"a.jpg": old, "b.jpg": old + b" "})
    tree.run()
    tree.write({"a.jpg": other, "c.jpg": new, "d.jpg": old})
    ran = tree.run()
    verdicts = {event["source"]: event["verdict"] for event in ran.events[:-1]}
    assert verdicts == {"a.jpg": "placed", "b.jpg": "unchanged", "c.jpg": "placed", "d.jpg": "duplicate"}
    assert tree.placed() == {
        "2019/a.jpg": old,
        "2019/b.jpg": old + b" ",
        "2019/a-2.jpg": other,
        "2019/c.jpg": new,
    }


def test_the_index_is_only_a_cache(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    tree.run()
    before = tree.placed()
    for name in (".vipsort/index.sqlite", ".vipsort/index.sqlite-wal", ".vipsort/index.sqlite-shm"):
        (tree.dst / name).unlink(missing_ok=True)
    assert tree.run().summary["placed"] == 0
    (tree.dst / ".vipsort/index.sqlite").write_bytes(b"no database at all" * 1000)
    again = tree.run()
    assert again.summary["placed"] == 0, again.err
    assert tree.placed() == before


def test_two_sources_share_one_folder(tree: Tree, tmp_path: Path) -> None:
    one, two = jpeg("2019:07:04 10:11:12"), jpeg("2019:07:04 10:11:12", seed=2)
    tree.write({"card/a.jpg": one, "phone/a.jpg": two, "phone/b.jpg": one})
    for _ in range(2):
        for card in ("card", "phone"):
            ran = tree.vipsort("run", tree.src / card, tree.dst, "--json")
            assert ran.code == 0, ran.err
    assert ran.summary["unchanged"] == 2
    assert tree.placed() == {"2019/a.jpg": one, "2019/a-2.jpg": two}


def rewrite(path: Path, data: bytes) -> None:
    """Other bytes with the size and the time of the old ones."""
    times = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
