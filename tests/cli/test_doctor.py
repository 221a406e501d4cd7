"""``vipsort doctor``: what it says is so, it says what to do, and it leaves no trace."""

import errno
import os
import pty
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import PICTURES, VIPSORT, Ran, Tree, contents, needs_plain_user, needs_root
from make import jpeg
from share import mounted, needs_fuse
from share_server import Fault
from vipsort.flow.doctor.afar import Afar, Asked
from vipsort.photo.codecs import CODECS, KEPT_AS_BYTES, Way
from vipsort.photo.errors import RunError
from vipsort.photo.formats import Format
from vipsort.store.lock import locked
from vipsort.store.state import make_state, state_of

KILLS = "import os, signal\ndef open_heif(*_, **__): os.kill(os.getpid(), signal.SIGSEGV)\n"
KILLS += "HeifFile = object\ndef libheif_version(): return '0'\n__version__ = '0'\n"


@pytest.fixture
def places(tree: Tree) -> Tree:
    tree.write({"a.jpg": jpeg("2019:07:04 10:11:12")})
    tree.dst.mkdir()
    return tree


def told(ran: Ran) -> dict[tuple[str, str], dict[str, Any]]:
    """The signs by part and word, once the exit code agrees with them."""
    (event,) = ran.events
    assert ran.code == (0 if event["well"] else 3), ran.out
    assert event["well"] == (not any(sign["loses"] for sign in event["signs"]))
    assert all(sign["advice"] for sign in event["signs"] if sign["loses"])
    return {(sign["part"].partition(" ")[0], sign["word"]): sign for sign in event["signs"]}


def examined(tree: Tree, *words: str | Path, environment: Mapping[str, str] | None = None) -> dict[Any, dict[str, Any]]:
    return told(tree.vipsort("doctor", *words, "--json", environment=environment))


def test_every_codec_is_tried(tree: Tree) -> None:
    signs = examined(tree)
    for way in Way:
        assert signs["formats", way]["fact"].split() == [codec.format for codec in CODECS if codec.way is way]
    assert signs["formats", "as bytes"]["fact"].startswith(f"{' '.join(KEPT_AS_BYTES)}: ")
    assert {codec.format for codec in CODECS} | set(KEPT_AS_BYTES) == set(Format)


def test_a_sound_machine_is_told_so_line_by_line(places: Tree) -> None:
    before = places.sources()
    ran = places.vipsort("doctor", places.src, places.dst)
    assert ran.code in {0, 3}  # where the tests run may be a disk in memory
    parts = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert parts[:-1] == ["versions", "formats", "machine", f"SRC {places.src}", f"DST {places.dst}"]
    assert parts[-1] == "All is well." or "what to do stands behind ->" in parts[-1]
    assert "\x1b" not in ran.out
    assert places.sources() == before
    assert contents(places.dst) == {}
    assert not (places.dst / ".vipsort").exists()


def stand_in(tree: Tree, name: str, code: str) -> dict[str, str]:
    """An environment in which a library is another one."""
    package = tree.root / "libraries" / name
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code)
    paths = [str(package.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def test_a_codec_that_kills_its_process_is_told_and_the_others_are_tried(tree: Tree) -> None:
    signs = examined(tree, environment=stand_in(tree, "pillow_heif", KILLS))
    killed = signs["formats", "read heic"]
    assert (killed["fact"], killed["loses"]) == ("it ends its process by SIGSEGV", True)
    assert killed["advice"].endswith("pip install --force-reinstall pillow-heif")
    assert signs["formats", "read"]["fact"].split() == [
        codec.format for codec in CODECS if codec.way is Way.READ and codec.format is not Format.HEIC
    ]
    assert len(signs["formats", "write"]["fact"].split()) == 6


def test_a_library_that_is_missing_is_told(tree: Tree) -> None:
    signs = examined(tree, environment=stand_in(tree, "pillow_heif", "raise ModuleNotFoundError('no pillow_heif')"))
    assert signs["formats", "read heic"]["fact"] == "no pillow_heif"
    assert "jpeg" in signs["formats", "read"]["fact"].split()
    assert "cannot be loaded" in signs["versions", "pillow"]["fact"]


def test_without_libvips_the_rest_is_told_all_the_same(places: Tree) -> None:
    environment = stand_in(places, "pyvips", "raise OSError('libvips.so.42: cannot open shared object file')")
    signs = examined(places, places.src, places.dst, environment=environment)
    assert "libvips.so.42: cannot open" in signs["formats", "codecs"]["fact"]
    assert signs["formats", "codecs"]["loses"]
    assert ("DST", "fsync") in signs
    version = places.vipsort("--version", "--json", environment=environment)
    assert version.events[0]["libvips"] is None


def test_budgets_are_those_that_a_run_would_take(tree: Tree) -> None:
    fact = examined(tree, "--io", "3", environment={"VIPSORT_MEMORY": "200MB"})["machine", "budgets"]["fact"]
    assert fact == "200.0 MB in hand, 12.0 MB of it for files; 3 files at once"
    assert examined(tree, "--parallel", "999")["machine", "cpu"]["advice"].startswith("--parallel ")
    assert examined(tree, "--memory", "900TB")["machine", "memory"]["advice"].startswith("--memory ")


def test_an_allocator_that_is_the_users_is_told(tree: Tree) -> None:
    assert examined(tree, environment={"MALLOC_ARENA_MAX": "8"})["machine", "allocator"]["advice"].startswith(
        "unset it"
    )


def test_a_dst_that_is_not_there_yet_is_tried_where_it_would_be_made(places: Tree) -> None:
    deep = places.dst / "some" / "where"
    assert examined(places, places.src, deep)["DST", "new"]["fact"] == f"a run makes it; tried was {places.dst}"
    assert list(places.dst.iterdir()) == []


@pytest.mark.parametrize(
    ("src", "dst", "words"),
    [("nix", "dst", "does not exist"), ("src", "src/a.jpg", "is not a folder"), ("src", "src/in", "in each other")],
)
def test_places_that_cannot_be_are_wrong_usage(places: Tree, src: str, dst: str, words: str) -> None:
    ran = places.vipsort("doctor", src, dst)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_who_holds_dst_is_told(places: Tree) -> None:
    assert places.run().code == 0
    assert examined(places, places.src, places.dst)["DST", "held"]["fact"] == "by nobody"
    with locked(places.dst / ".vipsort" / "lock"):
        held = examined(places, places.src, places.dst)["DST", "held"]
    assert held["fact"].startswith(f"by pid {os.getpid()} on ")
    assert held["loses"]


def test_the_index_is_compared_with_the_journal(places: Tree) -> None:
    assert examined(places, places.src, places.dst)["DST", "journal"]["fact"].startswith("none yet")
    assert places.run().code == 0
    state = state_of(places.dst, None)
    assert index(places).startswith("matches the journal")
    with state.journal.open("ab") as journal:
        journal.write(b'{"kind": "of a later version"}\n')
    assert index(places) == "is 31 B behind the journal; the next run catches up"
    state.journal.write_bytes(state.journal.read_bytes()[:100])
    assert index(places).startswith("is of a longer journal than there is")
    state.index.unlink()
    assert index(places).startswith(f"is missing at {state.index}")


def index(tree: Tree) -> str:
    fact: str = examined(tree, tree.src, tree.dst)["DST", "index"]["fact"]
    return fact


def test_a_dst_that_lost_its_journal_is_told(places: Tree) -> None:
    words = ("--state-dir", str(places.root / "elsewhere"))
    assert places.run(*words).code == 0
    (places.dst / ".vipsort" / "journal.jsonl").unlink()
    lost = examined(places, places.src, places.dst, *words)["DST", "journal"]
    assert lost["loses"]
    assert "is it mounted?" in lost["fact"]


def test_an_empty_src_is_told(tree: Tree) -> None:
    assert examined(tree, tree.src)["SRC", "empty"]["advice"].startswith("mount it")


@needs_plain_user
def test_a_dst_that_may_not_be_written_is_told(places: Tree) -> None:
    places.dst.chmod(0o555)
    refused = examined(places, places.src, places.dst)["DST", "write"]
    places.dst.chmod(0o755)
    assert refused["fact"].endswith("Permission denied")
    assert "chown" in refused["advice"]


@pytest.fixture
def memory_disk(places: Tree) -> Iterator[Path]:
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", places.dst]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a disk")
    yield places.dst
    subprocess.run(["umount", places.dst], check=True)


@needs_root
def test_a_small_disk_in_memory_is_no_place_for_pictures(places: Tree, memory_disk: Path) -> None:
    signs = examined(places, places.src, memory_disk)
    assert signs["DST", "room"]["loses"]
    assert signs["DST", "fsync"]["fact"].startswith("tmpfs lies in memory")
    assert signs["DST", "fsync"]["loses"]


@needs_root
def test_a_disk_that_is_read_only_or_full_is_told_with_the_way_out(places: Tree, memory_disk: Path) -> None:
    (memory_disk / "all of it").write_bytes(bytes(8 << 20))
    assert examined(places, memory_disk.parent / "src", memory_disk)["DST", "write"]["advice"].startswith("make room")
    subprocess.run(["mount", "-o", "remount,ro", memory_disk], check=True)
    signs = examined(places, places.src, memory_disk)
    assert signs["DST", "write"]["fact"] == f"cannot write to {memory_disk}: Read-only file system"
    assert signs["DST", "write"]["advice"].startswith("mount it for writing (mount -o remount,rw)")


@needs_fuse
def test_a_share_is_told_with_what_it_cannot_do(places: Tree) -> None:
    poor = (Fault("link", error=errno.EPERM), Fault("fsync", error=errno.EINVAL))
    with mounted(places.dst, places.root / "mount", *poor) as share:
        signs = examined(places, places.src, share.at, environment={"XDG_STATE_HOME": str(share.at / "home")})
    assert signs["DST", "lies on"]["fact"].startswith("a share, fuse")
    assert signs["DST", "lies on"]["advice"].startswith("--io 16")
    assert signs["DST", "fsync"]["loses"]
    assert signs["DST", "index"]["advice"].startswith("--state-dir DIR")
    assert signs["DST", "bytes"]["fact"].startswith("are read back as they were written: ")
    assert contents(places.dst) == {}


EXAMINE = """
import sys; from pathlib import Path; from vipsort.cli.examination import examine
sys.exit(examine(*(Path(word) if word else None for word in sys.argv[1:3]), {}, patience=2))
"""


@needs_fuse
@pytest.mark.parametrize(
    ("word", "op", "name"),
    [("SRC", "getattr", "*"), ("SRC", "readdir", "*"), ("DST", "mkdir", "*"), ("DST", "fsync", "*")],
)
def test_a_share_that_does_not_answer_is_told_and_not_waited_for(places: Tree, word: str, op: str, name: str) -> None:
    with mounted(places.dst, places.root / "mount", Fault(op, name, hangs=True)) as share:
        words = (share.at, "") if word == "SRC" else ("", share.at)
        ran = places.vipsort("-c", EXAMINE, *words, program=VIPSORT[:1])
        assert ran.code == 3, ran.err
        told = "  BAD   answer      does not answer within 2 s -> see whether its server runs, and mount it again\n"
        assert told in ran.out
        assert f"{word} {share.at}\n" in ran.out
        assert "  ok    write       jpeg " in ran.out
        assert ran.out.endswith("what to do stands behind ->\n")


@needs_fuse
def test_src_on_a_share_is_only_read(places: Tree) -> None:
    writing = tuple(Fault(op, error=errno.EROFS) for op in ("create", "mkdir", "rename", "unlink", "link"))
    with mounted(places.src, places.root / "mount", *writing) as share:
        signs = examined(places, share.at, places.dst)
    assert "16 files are read at once" in signs["SRC", "lies on"]["fact"]
    assert signs["machine", "budgets"]["fact"].endswith("16 files at once")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_terminal_is_never_overrun(places: Tree, columns: int) -> None:
    text = at_a_terminal(places, {"COLUMNS": str(columns), "NO_COLOR": "1", "MALLOC_ARENA_MAX": "8"})
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines() if "/" not in line) <= min(columns, 100)
    assert "  note  allocator   " in text
    assert "-> unset it" in " ".join(text.split())


def test_colour_only_underlines_what_words_say(places: Tree) -> None:
    assert "\x1b[33m  note\x1b[0m  allocator" in at_a_terminal(places, {"MALLOC_ARENA_MAX": "8", "NO_COLOR": ""})


def at_a_terminal(tree: Tree, environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    words: list[str | Path] = [*VIPSORT, "doctor", PICTURES, tree.dst]
    said = b""
    with subprocess.Popen(words, stdout=theirs, env={**tree.environment, **environment}):
        os.close(theirs)
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:
                break
            said += part
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def test_the_version_alone_and_with_those_of_the_libraries(tree: Tree) -> None:
    plain = tree.vipsort("-X", "importtime", *VIPSORT[1:], "--version", program=VIPSORT[:1])
    assert plain.out.startswith("vipsort ")
    assert "pyvips" not in plain.err
    (versions,) = tree.vipsort("--version", "--json").events
    assert f"vipsort {versions['version']}\n" == plain.out
    assert all(versions.values())
    assert set(versions) == {
        *("version", "python", "libvips", "pyvips", "pillow", "pillow-heif", "libheif"),
        *("sqlite", "kernel", "libc", "platform"),
    }


def test_a_state_folder_that_is_not_there_yet_is_no_trouble(places: Tree) -> None:
    state = state_of(places.dst, places.root / "state")
    assert ("DST", "index") not in examined(places, places.src, places.dst, "--state-dir", str(places.root / "state"))
    make_state(state)
    assert examined(places, places.src, places.dst)["DST", "journal"]["fact"].startswith("none yet")


def test_a_look_that_cannot_begin_is_told_and_not_waited_for(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", str(tree.root / "nothing"))
    with Afar(Asked(tree.src, None, None, 1)) as places, pytest.raises(RunError, match="has ended"):
        places.check()
