"""An error names the file, the fact and the way out, in one line."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import VIPSORT, Tree, needs_plain_user, needs_root
from make import jpeg
from vipsort import __version__

NEWER = "99.0.0"


@pytest.fixture
def photos(tree: Tree) -> Tree:
    """A SRC, and a DST that a run has filled."""
    tree.write({"a.jpg": jpeg("2019:07:04 10:11:12")})
    assert tree.run().code == 0
    return tree


def refused(tree: Tree, *words: str | Path, code: int = 2) -> str:
    ran = tree.vipsort(*words)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert ran.err.count("\n") == 1, ran.err
    return ran.err.removeprefix("vipsort: ").rstrip("\n")


@pytest.mark.parametrize("words", [("run", "scr", "out"), ("run", "scr", "out", "--dry-run"), ("doctor", "scr")])
def test_a_mistyped_src_is_told_what_may_have_been_meant(photos: Tree, words: tuple[str, ...]) -> None:
    assert refused(photos, *words) == "SRC scr does not exist; did you mean src?"


def test_what_may_have_been_meant_is_told_below_a_mistyped_folder(photos: Tree) -> None:
    above = photos.root / "camera"
    above.mkdir()
    wrong = photos.root / "camra" / "DCIM"
    assert refused(photos, "run", wrong, "out") == f"SRC {wrong} does not exist; did you mean {above / 'DCIM'}?"


def test_a_src_that_is_nothing_like_what_is_there_may_not_be_mounted(photos: Tree) -> None:
    told = refused(photos, "run", photos.root / "0" / "1", "out")
    assert told.endswith(f"does not exist: {photos.root} is there, and nothing in it is spelt alike; is it mounted?")


@pytest.mark.parametrize("command", ["undo", "verify"])
def test_a_dst_without_a_run_is_told(photos: Tree, command: str) -> None:
    assert refused(photos, command, "dts") == "DST dts does not exist; did you mean dst?"
    assert refused(photos, command, "src").endswith("vipsort has placed nothing there; name the DST of a run")


def test_a_dst_that_is_a_file_is_told_with_what_is_wanted(photos: Tree) -> None:
    told = refused(photos, "run", "src", "src/a.jpg")
    assert told == "DST src/a.jpg is not a folder: name one, which need not be there yet"


def test_a_run_that_is_not_known_is_told_with_those_that_are(photos: Tree) -> None:
    lines = (photos.dst / ".vipsort" / "journal.jsonl").read_text().splitlines()
    run = json.loads(lines[0])["run"]
    assert refused(photos, "undo", "dst", "--run", "x").endswith(f"knows no such run; the last are {run}")


@pytest.mark.parametrize("command", [("run", "src", "dst"), ("verify", "dst"), ("undo", "dst")])
def test_a_journal_of_a_later_version_is_left_to_that_version(photos: Tree, command: tuple[str, ...]) -> None:
    journal = photos.dst / ".vipsort" / "journal.jsonl"
    text = journal.read_text().replace(f'"version":"{__version__}"', f'"version":"{NEWER}"')
    journal.write_text(text)
    (photos.dst / ".vipsort" / "index.sqlite").unlink()
    told = refused(photos, *command)
    assert told.startswith(f"the journal was written by vipsort {NEWER}, and this is {__version__}")
    assert told.endswith("install that version, or a later one")
    assert journal.read_text() == text
    assert sorted(photos.placed()) == ["2019/a.jpg"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "x.toml cannot be read: No such file or directory; vipsort init writes such a file"),
        (b"\xe9", "x.toml cannot be read: it is no UTF-8; save it as such"),
        (b"layout", "(at end of document); vipsort init writes one to compare with"),
        (b"layuot = 1", "x.toml: there is no option 'layuot', did you mean 'layout'; the options are check, "),
    ],
)
def test_a_configuration_that_is_none_is_told(photos: Tree, text: bytes | None, told: str) -> None:
    if text is not None:
        (photos.root / "x.toml").write_bytes(text)
    assert told in refused(photos, "run", "src", "dst", "--config", "x.toml")


def test_a_date_map_that_is_not_there_is_told(photos: Tree) -> None:
    told = refused(photos, "run", "src", "dst", "--date-map", "x.csv")
    assert told == (
        "--date-map = 'x.csv': cannot be read: No such file or directory;"
        " a CSV file with rows of a path and a date is wanted"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "", "dst"), "SRC is empty: name it, or say . for the folder that you are in"),
        (("plan", "src", ""), "DST is empty: name it, or say . for the folder that you are in"),
        (("watch", "", "dst"), "SRC is empty: name it, or say . for the folder that you are in"),
        (("run", "src", "dst", "--max-size", "0"), "--max-size = '0': a size above 0 is wanted"),
        (("run", "src", "dst", "--log", "src"), "the log src is a folder: name a file in it"),
        (("run", "src", "dst", "--log", "no/where"), "the log no/where cannot be: there is no folder no"),
        (("explain", "src"), "src is a folder: name files in it; vipsort report tells of all"),
        (("selftest", "src/a.jpg"), "DST src/a.jpg is not a folder: name one"),
    ],
)
def test_words_that_cannot_be_meant_are_told(photos: Tree, words: tuple[str, ...], told: str) -> None:
    assert refused(photos, *words) == told


def test_a_log_may_lie_in_a_dst_that_is_made_by_the_run(photos: Tree) -> None:
    photos.write({"broken.jpg": b"\xff\xd8\xff"})
    assert photos.vipsort("run", "src", "new", "--log", "new/log", "--quiet").code == 3
    assert "broken.jpg" in (photos.root / "new" / "log").read_text()


def test_what_has_the_name_of_a_book_and_is_none_is_told(photos: Tree) -> None:
    state = photos.dst / ".vipsort"
    (state / "index.sqlite").unlink()
    (state / "index.sqlite").mkdir()
    examined = photos.vipsort("doctor", "src", "dst")
    assert f"{Path('dst', '.vipsort', 'index.sqlite')} is no file -> move it away" in examined.out
    shutil.rmtree(state)
    state.touch()
    told = refused(photos, "run", "src", "dst", code=1)
    assert told.startswith("cannot make dst/.vipsort: File exists; something else has that name: move it away")
    examined = photos.vipsort("doctor", "src", "dst")
    assert examined.code == 3
    assert "dst/.vipsort is no folder -> move it away" in examined.out


@pytest.mark.parametrize("words", [("run", "src", "new"), ("verify", "dst"), ("doctor",), ("presets",)])
def test_a_full_stdout_is_told_in_one_line(photos: Tree, words: tuple[str, ...]) -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("there is no /dev/full")
    command: list[str | Path] = [*VIPSORT, *words]
    with full.open("wb") as out:
        ran = subprocess.run(
            command, cwd=photos.root, env=photos.environment, stdout=out, stderr=subprocess.PIPE, check=False, text=True
        )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert "stdout" in ran.stderr
    assert "No space left on device; make room there" in ran.stderr


@needs_plain_user
@pytest.mark.parametrize("words", [("verify", "dst"), ("undo", "dst"), ("report", "dst"), ("plan", "src", "dst")])
def test_a_dst_that_may_not_be_looked_at_is_told(photos: Tree, words: tuple[str, ...]) -> None:
    photos.dst.chmod(0)
    told = refused(photos, *words, code=1)
    photos.dst.chmod(0o755)
    assert "dst/.vipsort/journal.jsonl" in told
    assert "Permission denied; get the right to it (chown, chmod), or run as its owner" in told


@needs_plain_user
def test_a_folder_of_dst_that_may_not_be_listed_is_told(photos: Tree) -> None:
    (photos.dst / "2019").chmod(0)
    ran = photos.vipsort("verify", "dst")
    (photos.dst / "2019").chmod(0o755)
    assert ran.code == 1
    assert "2019 cannot be listed: Permission denied; get the right to it" in ran.err


@needs_root
def test_a_disk_that_is_full_or_read_only_gets_no_half_a_configuration_and_keeps_its_originals(photos: Tree) -> None:
    with small_disk(photos.root / "disk") as disk:
        (disk / "all of it").write_bytes(bytes(1 << 20))
        told = refused(photos, "init", "disk/x.toml", "--yes")
        assert told == "disk/x.toml cannot be written: No space left on device; another place may be given"
        assert not (disk / "x.toml").exists()
        (disk / "all of it").unlink()
        (disk / "a.jpg").write_bytes(jpeg("2019:07:04 10:11:12"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        ran = photos.vipsort("run", "disk", "new", "--move", "--quiet")
    assert ran.code == 3
    assert ran.err.endswith("its original stays: a.jpg: Read-only file system\n")
    assert (photos.root / "new" / "2019" / "a.jpg").exists()


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A disk of 1 MiB, mounted there while the block lasts."""
    at.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", at]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a disk")
    try:
        yield at
    finally:
        subprocess.run(["umount", at], check=True)


@needs_plain_user
def test_what_may_not_be_read_or_written_is_told_with_the_way_out(photos: Tree) -> None:
    for folder, code in ((photos.dst, 1), (photos.src, 2)):
        folder.chmod(0)
        told = refused(photos, "run", "src", "dst", code=code)
        folder.chmod(0o755)
        assert "; get the right to it (chown, chmod), or run as its owner" in told


@needs_root
def test_a_disk_that_is_full_or_read_only_is_told_with_the_way_out(photos: Tree) -> None:
    with small_disk(photos.root / "disk") as disk:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        read_only = refused(photos, "run", "src", disk, code=1)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        (disk / "all of it").write_bytes(bytes((1 << 20) - (64 << 10)))
        photos.write({"big.jpg": bytes(200_000)})
        full = photos.vipsort("run", "src", disk, "--quiet", "--check", "header", "--state-dir", photos.root / "state")
    assert "Read-only file system; mount it for writing (mount -o remount,rw), or choose another place;" in read_only
    assert full.code == 1
    assert "; make room there; what is done is safe, run it again to go on" in full.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rnu",), "No such command 'rnu'. Did you mean 'run'?"),
        (("help", "verfy"), "No such command 'verfy'. Did you mean 'verify'?"),
        (("run", "src", "dst", "--fromat", "png"), "No such option: --fromat (Possible options: "),
        (("verify", "--jsno", "dst"), "No such option: --jsno (Possible options: --json)"),
    ],
)
def test_what_is_misspelt_is_told_with_what_is_spelt_alike(photos: Tree, words: tuple[str, ...], told: str) -> None:
    ran = photos.vipsort(*words)
    assert ran.code == 2
    assert told in ran.err
    assert " -h' for help." in ran.err


@pytest.mark.parametrize("words", [("--json",), ("--json", "run", "src", "dst")])
def test_an_option_before_its_command_is_told_where_it_stands(photos: Tree, words: tuple[str, ...]) -> None:
    assert refused(photos, *words) == "--json stands behind a command, or beside --version"


def test_the_program_alone_shows_its_help(tree: Tree) -> None:
    shown = tree.vipsort("--help").out
    alone = tree.vipsort()
    assert alone.out + alone.err == shown
    assert tree.vipsort("help").out == shown
    assert tree.vipsort("help", "run").out == tree.vipsort("run", "--help").out
