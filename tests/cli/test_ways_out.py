"""An error names the file, the fact and the way out, in one line."""

import json
import subprocess
from pathlib import Path

import pytest

from conftest import Tree, needs_plain_user, needs_root
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


@needs_plain_user
def test_what_may_not_be_read_or_written_is_told_with_the_way_out(photos: Tree) -> None:
    for folder, code in ((photos.dst, 1), (photos.src, 2)):
        folder.chmod(0)
        told = refused(photos, "run", "src", "dst", code=code)
        folder.chmod(0o755)
        assert "; get the right to it (chown, chmod), or run as its owner" in told


@needs_root
def test_a_disk_that_is_full_or_read_only_is_told_with_the_way_out(photos: Tree) -> None:
    disk = photos.root / "disk"
    disk.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a disk")
    try:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        read_only = refused(photos, "run", "src", disk, code=1)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        (disk / "all of it").write_bytes(bytes((1 << 20) - (64 << 10)))
        photos.write({"big.jpg": bytes(200_000)})
        full = photos.vipsort("run", "src", disk, "--quiet", "--check", "header", "--state-dir", photos.root / "state")
    finally:
        subprocess.run(["umount", disk], check=True)
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
