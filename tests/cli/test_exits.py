"""Exit codes, and the clear line behind each; nothing is lost on the way."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ENGINE, VIPSORT, Ran, Tree, contents, needs_plain_user, needs_root
from make import blank_png, jpeg, picture, with_comment

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufffd]")
GOOD = jpeg("2019:07:04 10:11:12")


def assert_one_clear_line(ran: Ran, code: int, *words: str) -> None:
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert ran.err.startswith("vipsort: ")
    assert ran.err.count("\n") == 1, ran.err
    for word in words:
        assert word in ran.err


def test_well_is_0_and_troubled_is_3(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD, "notes.txt": b"text"})
    assert tree.run().code == 0
    tree.write({"half.jpg": GOOD[: len(GOOD) // 2]})
    assert tree.run().code == 3
    assert tree.run().code == 0  # it was set aside: there is nothing new to tell


def test_an_empty_folder_is_well(tree: Tree) -> None:
    (tree.src / "empty below").mkdir()
    ran = tree.run()
    assert ran.code == 0, ran.err
    assert ran.summary["found"] == 0
    assert tree.placed() == {}


def test_places_that_cannot_be(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD, "folder/b.jpg": GOOD})
    before = tree.sources()
    file = tree.root / "file"
    file.write_bytes(b"theirs")
    os.mkfifo(tree.root / "pipe")
    (tree.root / "alias").symlink_to(tree.src)
    refused = [
        (tree.root / "missing", tree.dst, "does not exist"),
        (tree.root / "pipe", tree.dst, "neither a folder nor a file"),
        (tree.src, tree.src, "in each other"),
        (tree.src, tree.src / "folder", "in each other"),
        (tree.src, tree.src / "new", "in each other"),
        (tree.src / "folder", tree.src, "in each other"),
        (tree.src, tree.root / "alias" / "new", "in each other"),
        (tree.src, file, "is not a folder"),
        (tree.src / "a.jpg", tree.src, "in each other"),
    ]
    for src, dst, words in refused:
        assert_one_clear_line(tree.vipsort("run", src, dst, "--json"), 2, words)
    assert tree.sources() == before
    assert file.read_bytes() == b"theirs"
    assert not tree.dst.exists()
    assert sorted(path.name for path in tree.root.iterdir()) == ["alias", "file", "pipe", "src"]


def test_wrong_words_on_the_command_line(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD})
    assert tree.vipsort("run", tree.src).code == 2
    assert tree.vipsort("run", tree.src, tree.dst, "--colour", "red").code == 2
    assert tree.vipsort("dance").code == 2
    assert not tree.dst.exists()


@needs_plain_user
def test_a_source_that_may_not_be_read(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD, "closed.jpg": jpeg(seed=2), "locked/b.jpg": jpeg(seed=3)})
    (tree.src / "closed.jpg").chmod(0)
    (tree.src / "locked").chmod(0)
    ran = tree.run()
    assert ran.code == 3
    assert ran.outcome("closed.jpg")["verdict"] == "failed"
    assert "Permission denied" in ran.outcome("closed.jpg")["reason"]
    assert ran.outcome("locked")["verdict"] == "failed"
    assert tree.placed() == {"2019/a.jpg": GOOD}
    (tree.src / "closed.jpg").chmod(0o600)
    (tree.src / "locked").chmod(0o700)
    assert tree.run().summary["placed"] == 2
    tree.src.chmod(0)
    closed = tree.run()
    tree.src.chmod(0o700)
    assert_one_clear_line(closed, 2, "permission denied")


@needs_plain_user
def test_a_target_that_may_not_be_written(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD})
    tree.dst.mkdir(mode=0o555)
    assert_one_clear_line(tree.run(), 1, "Permission denied", "run it again")
    assert_one_clear_line(tree.vipsort("run", tree.src, tree.dst / "new"), 1, "Permission denied")
    tree.dst.chmod(0o755)
    assert tree.run().code == 0
    (tree.dst / "2020").mkdir(mode=0o555)
    tree.write({"b.jpg": jpeg("2020:07:04 10:11:12", 2), "c.jpg": jpeg("2021:07:04 10:11:12", 3)})
    ran = tree.run()
    assert ran.code == 3
    assert ran.outcome("b.jpg")["verdict"] == "failed"
    assert ran.outcome("c.jpg")["verdict"] == "placed"
    (tree.dst / "2020").chmod(0o755)
    assert tree.run().outcome("b.jpg")["verdict"] == "placed"


@pytest.fixture
def small_disk(tree: Tree) -> Iterator[Path]:
    """DST as a disk of 1 MB."""
    tree.dst.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tree.dst], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a disk")
    yield tree.dst
    subprocess.run(["umount", tree.dst], check=True)


@needs_root
def test_a_full_disk_stops_the_run_and_a_bigger_one_lets_it_go_on(tree: Tree, small_disk: Path) -> None:
    files = {f"{number}.jpg": with_comment(GOOD, str(number)) + bytes(100_000) for number in range(30)}
    tree.write(files)
    ran = tree.run("--check", "header")
    assert ran.code == 1, ran.err
    assert "full" in ran.err or "No space left" in ran.err
    assert "run it again" in ran.err
    assert "Traceback" not in ran.err
    assert 0 < len(tree.placed()) < len(files)
    assert set(tree.placed().values()) <= set(files.values())  # each of them whole
    assert [event["event"] for event in ran.events] == ["outcome"] * len(ran.events)
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    again = tree.run("--check", "header")
    assert again.code == 0, again.err
    assert tree.placed() == {f"2019/{name}": data for name, data in files.items()}
    assert not tree.leftovers()


@needs_root
def test_a_disk_that_is_read_only_stops_the_run(tree: Tree, small_disk: Path) -> None:
    tree.write({"a.jpg": GOOD})
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert_one_clear_line(tree.run(), 1, "Read-only", "run it again")


def test_another_run_holds_the_target(tree: Tree) -> None:
    tree.write({f"{number}.jpg": with_comment(GOOD, str(number)) for number in range(200)})
    with tree.start("--format", "avif", "--parallel", "1", program=ENGINE) as first:
        assert first.stdout
        Tree.next_line(first)
        first.send_signal(signal.SIGSTOP)
        second = tree.run()
        other = tree.vipsort("run", tree.src, tree.root / "elsewhere", "--json")
        first.send_signal(signal.SIGCONT)
        first.terminate()
        first.stdout.read()
    assert_one_clear_line(second, 1, "another run holds")
    assert other.code == 0, other.err
    assert first.returncode == 143


def test_names_of_any_bytes_are_shown_harmless(tree: Tree) -> None:
    broken = GOOD[: len(GOOD) // 2]
    names = [b"not utf-8 \xff\xfe.jpg", b"new\nline.jpg", b"esc\x1b[31mred\x07.jpg", "bidi\u202egpj.exe.jpg".encode()]
    for number, name in enumerate(names):
        for folder, data in ((b"good", GOOD), (b"bad \x1b[2J", broken)):
            tree.write({os.fsdecode(folder + b"/" + name): with_comment(data, str(number))})
    ran = tree.run()
    assert ran.code == 3, ran.err
    assert ran.summary["placed"] == ran.summary["quarantined"] == len(names)
    assert not CONTROL.search(ran.out)
    # A program gets the very name back.
    told = {os.fsencode(event["source"]) for event in ran.events[:-1]}
    assert told == {folder + b"/" + name for folder in (b"good", b"bad \x1b[2J") for name in names}
    plain = tree.vipsort("run", tree.src, tree.root / "plain", "--verbose")
    quiet = tree.vipsort("run", tree.src, tree.root / "quiet", "--quiet")
    file = next((tree.src / "good").iterdir())
    explained = tree.vipsort("explain", file)
    refused = tree.vipsort("run", tree.src / "esc\x1b[31m", tree.dst)
    log = (tree.dst / ".vipsort" / "error.log").read_text()
    for text in (plain.out, plain.err, quiet.out, quiet.err, explained.out, explained.err, refused.err, log):
        assert not CONTROL.search(text), text
    assert plain.out.count("\n") == len(names) * 1 + len(names) + 8
    assert log.count("\n") == len(names)
    for placed in contents(tree.dst):
        assert not CONTROL.search(placed)
        assert placed.encode()


def test_pictures_by_name_only_and_misnamed_ones(tree: Tree) -> None:
    png = picture(".png", seed=3)
    bad = {"empty.jpg": b"", "text.jpg": b"Dear diary,\n" * 50, "half.jpg": GOOD[: len(GOOD) // 2]}
    tree.write({**bad, "really a.jpg": png, "no ending": GOOD, "wrong.PNG": jpeg(seed=5)})
    ran = tree.run("--layout", "flat")
    assert ran.code == 3
    assert tree.placed() == {
        **{f"Corrupted/{name}": data for name, data in bad.items()},
        "really a.png": png,
        "no ending.jpg": GOOD,
        "wrong.jpg": jpeg(seed=5),
    }
    assert "empty" in ran.outcome("empty.jpg")["reason"]
    assert "by name only" in ran.outcome("text.jpg")["reason"]
    log = (tree.dst / ".vipsort" / "error.log").read_text()
    assert all(name in log for name in bad)


def test_a_picture_of_900_megapixels(tree: Tree) -> None:
    huge = blank_png(30_000, 30_000)
    tree.write({"huge.png": huge, "small.jpg": GOOD})
    ran = tree.run("--layout", "flat", "--memory", "64MB")
    assert ran.code == 0, ran.err
    assert tree.placed() == {"huge.png": huge, "small.jpg": GOOD}
    rendered = tree.vipsort("run", tree.src, tree.root / "small", "--resize", "100", "--memory", "64MB", "--json")
    assert rendered.code == 0, rendered.err
    assert rendered.outcome("huge.png")["bytes_out"] < 10_000


def test_a_picture_above_max_pixels(tree: Tree) -> None:
    large = jpeg("2019:07:04 10:11:12", 2, (200, 200))
    tree.write({"large.jpg": large, "small.jpg": GOOD})
    ran = tree.run("--max-pixels", "10000")
    assert ran.code == 0, ran.err
    assert tree.placed() == {"2019/large.jpg": large, "2019/small.jpg": GOOD}
    assert "not checked" in ran.outcome("large.jpg")["reason"]
    refused = tree.vipsort("run", tree.src, tree.root / "new", "--max-pixels", "10000", "--resize", "32", "--json")
    assert refused.code == 3
    assert refused.outcome("large.jpg")["verdict"] == "failed"
    assert "--max-pixels" in refused.outcome("large.jpg")["reason"]
    assert set(contents(tree.root / "new")) == {"2019/small.jpg"}
    again = tree.vipsort("run", tree.src, tree.root / "new", "--resize", "32", "--json")
    assert again.outcome("large.jpg")["verdict"] == "placed"  # what failed is tried again


def test_a_reader_that_goes_away_is_no_traceback(tree: Tree) -> None:
    tree.write({f"{number}.jpg": with_comment(GOOD, str(number)) for number in range(300)})
    command = " ".join([*VIPSORT, "run", str(tree.src), str(tree.dst), "--json", "|", "head", "-n", "1"])
    piped = subprocess.run(["sh", "-c", command], cwd=tree.root, capture_output=True, check=False, env=tree.environment)
    assert piped.stderr.decode().startswith("vipsort: nobody reads stdout any more"), piped.stderr.decode()
    assert piped.stderr.count(b"\n") == 1
    assert tree.run().summary["found"] == 300
    assert len(tree.placed()) == 300


@pytest.mark.parametrize("command", ["run", "plan", "verify", "explain"])
def test_a_full_disk_under_stdout_is_no_traceback(tree: Tree, command: str) -> None:
    tree.write({"a.jpg": GOOD})
    tree.run()
    words = {"run": ("src", "new"), "plan": ("src", "new"), "verify": ("dst",), "explain": ("src/a.jpg",)}[command]
    ran = tree.vipsort(command, *words, through=("sh", "-c", 'exec "$@" > /dev/full', "sh"))
    assert ran.code == 1
    assert ran.err.startswith("vipsort: stdout cannot be written any more: No space left on device"), ran.err
    assert ran.err.count("\n") == 1, ran.err


@pytest.mark.parametrize("words", [("run", ".", "/new"), ("plan", "/", "new"), ("explain", "a.jpg")], ids=str)
def test_a_working_folder_that_is_gone_is_one_line(tree: Tree, words: tuple[str, ...]) -> None:
    ran = tree.vipsort(*words, through=("sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', "sh"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("vipsort: the working folder is not there any more"), ran.err
    assert ran.err.count("\n") == 1, ran.err


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_changes_nothing_else(tree: Tree, closed: str) -> None:
    tree.write({"a.jpg": GOOD, "half.jpg": GOOD[: len(GOOD) // 2]})
    through = ("sh", "-c", f'exec "$@" {closed}', "sh")
    for words, code in (("run", "src", "dst"), 3), (("verify", "dst"), 0), (("explain", "src/a.jpg"), 0):
        assert tree.vipsort(*words, through=through).code == code
    assert set(tree.placed()) == {"2019/a.jpg", "Corrupted/half.jpg"}


def test_a_log_that_cannot_be_written_stops_the_run(tree: Tree) -> None:
    tree.write({"a.jpg": GOOD, "half.jpg": GOOD[: len(GOOD) // 2]})
    log = tree.dst / ".vipsort" / "error.log"
    log.mkdir(parents=True)  # in the place of the usual one, which is only looked at once there is an error
    ran = tree.run()
    assert ran.code == 1
    assert ran.err.startswith("vipsort: cannot write the log")
    assert ran.err.count("\n") == 1, ran.err
    assert tree.run().code in {0, 3}
    assert set(tree.placed()) == {"2019/a.jpg", "Corrupted/half.jpg"}


def test_a_socket_is_no_source(tree: Tree) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        folder = os.open(tree.root, os.O_DIRECTORY)
        listening.bind(f"/proc/self/fd/{folder}/socket")
        os.close(folder)
    assert_one_clear_line(tree.vipsort("run", tree.root / "socket", tree.dst), 2, "neither a folder nor a file")
