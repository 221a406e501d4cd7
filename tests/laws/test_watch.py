"""A watched folder: what comes is placed, once and whole, whatever goes wrong meanwhile."""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import VIPSORT, Tree, needs_plain_user
from make import jpeg, noise, with_comment
from processes import resident
from share import mounted, needs_fuse
from vipsort.store.lock import locked
from watches import Watch, watching

A, B, C = (jpeg("2019:07:04 10:11:12", seed=seed) for seed in (1, 2, 3))
MOST_MEMORY = 40_000_000  # bytes


def test_what_lies_there_and_what_comes_is_placed(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    with watching(tree) as watch:
        watch.until_placed("a.jpg")
        tree.write({"deep/er/b.jpg": B})
        watch.until_placed("b.jpg")
        status = watch.status
        assert watch.end() == 143
    assert tree.placed() == {"a.jpg": A, "b.jpg": B}
    assert (status["way"], status["totals"]["placed"], status["trouble"]) == ("events", 2, None)
    assert [line.split(" in ")[0] for line in watch.out] == ["1 placed", "1 placed"]
    assert watch.err == []
    assert watch.status["state"] == "stopped"


def test_each_batch_is_a_run_that_can_be_taken_back(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    with watching(tree) as watch:
        watch.until_placed("a.jpg")
        tree.write({"b.jpg": B})
        watch.until_placed("b.jpg")
        watch.end()
    assert tree.vipsort("undo", tree.dst).code == 0
    assert tree.placed() == {"a.jpg": A}


def test_a_file_that_grows_is_placed_once_and_whole(tree: Tree) -> None:
    tree.write({"before.jpg": B})
    with watching(tree) as watch:
        watch.until_placed("before.jpg")
        with (tree.src / "a.jpg").open("wb") as writer:
            writer.write(A[:500])
            writer.flush()
            watch.until(lambda: watch.status["waiting"] == 1)
            watch.until_another_batch()
            assert not (tree.dst / "a.jpg").exists()
            writer.write(A[500:])
        watch.until_placed("a.jpg")
        watch.until(lambda: watch.status["waiting"] == 0)
        watch.end()
    assert tree.placed() == {"a.jpg": A, "before.jpg": B}
    assert outcomes(tree)["a.jpg"] == 1


def test_moved_originals_leave_the_folder(tree: Tree) -> None:
    with watching(tree, "--move") as watch:
        tree.write({"a.jpg": A, "b.jpg": B})
        watch.until(lambda: not list(tree.src.iterdir()))
        watch.until_idle()
        watch.end()
    assert tree.placed() == {"a.jpg": A, "b.jpg": B}


def test_the_same_trouble_is_told_once(tree: Tree) -> None:
    tree.write({"big.jpg": noise(640, 480).write_to_buffer(".jpg", Q=90), "broken.jpg": A[: len(A) // 2]})
    with watching(tree, "--max-size", "100") as watch:
        watch.until_said("broken.jpg: cut short")
        watch.until_said("big.jpg: failed")
        watch.until_idle()
        tree.write({"notes.txt": b"wakes it"})
        watch.until(lambda: watch.status["batches"] > 1)
        watch.end()
    assert len(watch.err) == 2, watch.err


def test_a_program_is_told_once_of_a_picture_that_fails_again(tree: Tree) -> None:
    tree.write({"big.jpg": noise(640, 480).write_to_buffer(".jpg", Q=90)})
    with watching(tree, "--json", "--max-size", "100") as watch:
        watch.until(lambda: watch.status.get("batches"))
        tree.write({"notes.txt": b"wakes it"})
        watch.until(lambda: watch.status["last"]["skipped"])
        tree.write({"big.jpg": noise(640, 400).write_to_buffer(".jpg", Q=90)})  # another one fails: that is news
        watch.until(lambda: sum('"failed"' in line and '"outcome"' in line for line in watch.out) > 1)
        watch.end()
    events = [json.loads(line) for line in watch.out]
    failed = [event["bytes_in"] for event in events if event.get("verdict") == "failed"]
    assert len(failed) == len(set(failed)) == 2
    assert {event["failed"] for event in events if event["event"] == "summary"} == {1}  # they add up all the same


def test_a_hangup_moves_the_status_file(tree: Tree) -> None:
    config = tree.root / "options.toml"
    config.write_text("")
    elsewhere = tree.root / "elsewhere.json"
    with watching(tree, "--config", config) as watch:
        tree.write({"a.jpg": A})
        watch.until_placed("a.jpg")
        config.write_text(f"status = '{tree.root / 'no' / 'such' / 'folder'}'")
        watch.process.send_signal(signal.SIGHUP)
        watch.until_said("the options of before stay")
        assert watch.status
        tree.src.rename(tree.root / "away")  # what comes is told, whether or not there is something to do
        watch.until(lambda: watch.status["state"] == "SRC is gone")
        config.write_text(f"status = '{elsewhere}'")
        watch.process.send_signal(signal.SIGHUP)
        watch.until(elsewhere.exists)
        watch.until(lambda: not watch.status)
        assert json.loads(elsewhere.read_bytes())["totals"]["placed"] == 1
        config.write_text("")
        watch.process.send_signal(signal.SIGHUP)
        watch.until(lambda: not elsewhere.exists())
        watch.until(lambda: watch.status)
        assert watch.end() == 143


def test_a_hangup_has_the_options_read_again_and_wrong_ones_are_refused(tree: Tree) -> None:
    config = tree.root / "options.toml"
    config.write_text("name = 'first-{stem}'")
    with watching(tree, "--config", config) as watch:
        tree.write({"a.jpg": A})
        watch.until_placed("first-a.jpg")
        config.write_text("name = 'second-{stem}'")
        watch.process.send_signal(signal.SIGHUP)
        watch.until_said("the options were read again")
        tree.write({"b.jpg": B})
        watch.until_placed("second-b.jpg")
        config.write_text("quality = 200")
        tree.write({"c.jpg": C})  # what nobody asked to be read changes nothing
        watch.until_placed("second-c.jpg")
        watch.process.send_signal(signal.SIGHUP)
        watch.until_said("the options of before stay")
        assert watch.process.poll() is None
        watch.end()
    assert f"vipsort: {config}: quality = 200: a whole number" in "".join(watch.err)
    assert set(tree.placed()) == {"first-a.jpg", "second-b.jpg", "second-c.jpg"}


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_lets_the_batch_in_hand_finish_its_pictures(
    tree: Tree, shelf: dict[str, bytes], sent: signal.Signals, code: int
) -> None:
    filled = bytes(1_000_000)  # more than the budget holds: what follows a picture's end costs bytes and no time
    tree.write({name: data + filled for name, data in shelf.items()})
    slowly = ("--format", "webp", "--parallel", "1", "--memory", "64MB", "--layout", "mirror")
    with watching(tree, "--json", *slowly) as watch:
        watch.until(lambda: watch.out)
        watch.process.send_signal(sent)
        assert watch.process.wait(60) == code
    assert any("stopping" in line for line in watch.err), watch.err
    *outcomes, summary = map(json.loads, watch.out)
    done = [outcome["source"] for outcome in outcomes]
    assert summary["placed"] == len(done)
    assert len(tree.placed()) == len(done) == len(set(done)) < 40
    assert tree.run(*slowly).summary["placed"] == 40 - len(done)


def test_an_idle_watch_ends_at_once_and_its_memory_is_small(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    with watching(tree) as watch:
        watch.until_placed("a.jpg")
        assert resident(watch.process.pid) < MOST_MEMORY
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(60) == 130


def test_a_watch_that_was_killed_goes_on_when_it_is_started_again(tree: Tree, shelf: dict[str, bytes]) -> None:
    tree.write(shelf)
    slowly = ("--format", "webp", "--parallel", "1", "--layout", "mirror")
    with watching(tree, *slowly) as watch:
        watch.until(lambda: watch.placed)
        watch.process.kill()
    with watching(tree, *slowly) as watch:
        watch.until(lambda: len(watch.placed) == 40)
        watch.until_idle()
        watch.end()
    assert set(outcomes(tree).values()) == {1}
    assert tree.run(*slowly).summary["unchanged"] == 40


def test_a_batch_that_is_killed_is_tried_again(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    with watching(tree) as watch:
        watch.until_placed("a.jpg")
        tree.write({f"{number}.jpg": with_comment(B, str(number)) for number in range(200)})
        watch.until(lambda: children(watch))
        for child in children(watch):
            os.kill(child, signal.SIGKILL)
        watch.until_said("a batch was ended by SIGKILL; trying again until it goes")
        watch.until(lambda: len(watch.placed) == 201)
        watch.until_idle()
        assert watch.status["trouble"] is None


def test_two_watches_share_a_dst(tree: Tree) -> None:
    other = tree.root / "other"
    other.mkdir()
    with watching(tree) as one:
        tree.write({"a.jpg": A})
        one.until_placed("a.jpg")
        with watching(tree, src=other) as two:
            (other / "b.jpg").write_bytes(B)
            two.until_said("is the status of another watch, pid")
            tree.write({"c.jpg": C})
            two.until(lambda: two.placed == {"a.jpg", "b.jpg", "c.jpg"})
            assert two.end() == 143
        assert one.status["src"] == str(tree.src)
        assert one.end() == 143


def test_a_dst_that_another_run_holds_is_waited_for(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    state = tree.dst / ".vipsort"
    state.mkdir(parents=True)
    with watching(tree) as watch:
        with locked(state / "lock"):
            watch.until_said("another run holds")
            watch.until(lambda: watch.status["state"] == "waiting for DST")
            watch.until(lambda: watch.status["batches"] > 2)
            assert "another run holds" in watch.status["trouble"]
        watch.until_placed("a.jpg")
        watch.end()
    (line,) = watch.err
    assert line.endswith("; trying again until it goes\n")


def test_a_src_that_is_moved_away_is_waited_for(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    away = tree.root / "away"
    with watching(tree) as watch:
        watch.until_placed("a.jpg")
        tree.src.rename(away)
        watch.until_said("is gone: waiting until it is back")
        watch.until(lambda: watch.status["state"] == "SRC is gone")
        (away / "b.jpg").write_bytes(B)
        away.rename(tree.src)
        watch.until_said("is back")
        watch.until_placed("b.jpg")
        shutil.rmtree(tree.src)
        watch.until(lambda: watch.status["state"] == "SRC is gone")
        tree.write({"c.jpg": C})  # another folder of that name
        watch.until_placed("c.jpg")
        watch.end()
    said = [line.removeprefix(f"vipsort: SRC {tree.src} is ") for line in watch.err]
    assert said == ["gone: waiting until it is back\n", "back\n"] * 2


@needs_fuse
def test_a_share_is_looked_through_now_and_then(tree: Tree) -> None:
    mount = tree.root / "mount"
    with mounted(tree.src, mount), watching(tree, src=mount) as watch:
        watch.until(lambda: watch.status.get("way") == "polling")
        tree.write({"a.jpg": A})  # on the other side: there is no event
        watch.until_placed("a.jpg")
        watch.end()
    assert tree.placed() == {"a.jpg": A}


def test_where_the_kernel_has_no_more_events_to_give_a_clock_has_to_do(tree: Tree) -> None:
    with watching(tree, through=with_at_most(0, "instances")) as watch:
        watch.until_said("no events of")
        watch.until(lambda: watch.status.get("way") == "polling")
        tree.write({"a.jpg": A})
        watch.until_placed("a.jpg")
        assert watch.end() == 143


def test_where_folders_come_that_the_kernel_does_not_watch_a_clock_has_to_do(tree: Tree) -> None:
    with watching(tree, through=with_at_most(3, "watches")) as watch:
        watch.until(lambda: watch.status.get("way") == "events")
        tree.write({f"{number}/deep/a.jpg": with_comment(A, str(number)) for number in range(5)})
        watch.until_said("no events of")
        watch.until(lambda: watch.status["way"] == "polling")
        tree.write({f"{number}/deep/b.jpg": with_comment(B, str(number)) for number in range(5)})
        watch.until(lambda: len(watch.placed) == 10)
        assert watch.end() == 143
    assert len(watch.err) == 1, watch.err


def test_where_folders_lie_that_the_kernel_does_not_watch_a_clock_has_to_do(tree: Tree) -> None:
    tree.write({f"{number}/a.jpg": with_comment(A, str(number)) for number in range(5)})
    with watching(tree, through=with_at_most(3, "watches")) as watch:
        watch.until_said("no events of")
        watch.until(lambda: watch.status.get("way") == "polling")
        tree.write({f"{number}/b.jpg": with_comment(B, str(number)) for number in range(5)})
        watch.until(lambda: len(watch.placed) == 10)
        assert watch.end() == 143
    assert len(watch.err) == 1, watch.err


@needs_plain_user
def test_beside_a_folder_that_may_not_be_read_a_clock_has_to_do(tree: Tree) -> None:
    folders = [tree.src / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()
    folders[1].chmod(0)
    try:
        with watching(tree) as watch:
            watch.until_said("no events of")
            for folder in (folders[0], folders[2]):
                (folder / f"{folder.name}.jpg").write_bytes(with_comment(A, folder.name))
            watch.until_placed("a.jpg", "c.jpg")
            watch.end()
    finally:
        folders[1].chmod(0o755)


def with_at_most(most: int, kind: str) -> tuple[str, ...]:
    """A command that runs another one, for which the kernel has so many inotify watches or instances."""
    script = f'echo {most} > /proc/sys/user/max_inotify_{kind} && exec "$@"'
    through = ("unshare", "--user", "--map-root-user", "sh", "-c", script, "sh")
    if not shutil.which("unshare") or subprocess.run((*through, "true"), capture_output=True, check=False).returncode:
        pytest.skip("there are no user namespaces here")
    return through


def test_a_program_reads_whole_lines_of_news_alone(tree: Tree) -> None:
    tree.write({"a.jpg": A, "notes.txt": b"text"})
    with watching(tree, "--json") as watch:
        watch.until_placed("a.jpg")
        tree.write({"b.jpg": B})
        watch.until_placed("b.jpg")
        watch.end()
    events = [json.loads(line) for line in watch.out]
    told = Counter(event["source"] for event in events if event["event"] == "outcome")
    assert told == {"a.jpg": 1, "notes.txt": 1, "b.jpg": 1}
    assert sum(event["placed"] for event in events if event["event"] == "summary") == 2


def test_where_nobody_reads_any_more_it_ends(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    told = tree.root / "told"
    words = [*VIPSORT, "watch", str(tree.src), str(tree.dst), "--json", "--settle", "0.2"]
    with (
        told.open("wb") as err,
        subprocess.Popen(words, cwd=tree.root, env=tree.environment, stdout=subprocess.PIPE, stderr=err) as watch,
    ):
        assert watch.stdout
        watch.stdout.close()
        assert watch.wait(60) == 1
    assert told.read_text() == "vipsort: nobody reads stdout any more\n"
    assert "2019/a.jpg" in tree.placed()


def test_where_stdout_is_full_it_ends(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    words = [*VIPSORT, "watch", str(tree.src), str(tree.dst), "--settle", "0.2"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            words, env=tree.environment, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, text=True
        )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert ended.stderr.startswith("vipsort: stdout cannot be written any more: No space left on device")
    assert "2019/a.jpg" in tree.placed()


def test_a_service_manager_is_told(tree: Tree, manager: socket.socket) -> None:
    environment = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "200000"}
    with watching(tree, environment=environment) as watch:
        told = {manager.recv(200).decode() for _ in range(8)}
        watch.end()
        manager.setblocking(False)
        last = list(iter_told(manager))
    assert {"READY=1", "WATCHDOG=1", "STATUS=watching"} <= told
    assert last[-1] == "STOPPING=1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--quality", "200"), "--quality = '200'"),
        (("--settle", "0"), "--settle = '0'"),
        (("--crop", "centre"), "--crop needs a box to fill"),
        (("--status", "no/such/folder/file"), "--status: there is no folder"),
    ],
)
def test_wrong_words_are_refused_at_once(tree: Tree, words: tuple[str, ...], said: str) -> None:
    ran = tree.vipsort("watch", tree.src, tree.dst, *words)
    assert ran.code == 2
    assert said in ran.err
    assert not tree.dst.exists()


def test_a_file_cannot_be_watched_and_a_dry_run_makes_no_sense(tree: Tree) -> None:
    tree.write({"a.jpg": A})
    assert tree.vipsort("watch", tree.src / "a.jpg", tree.dst).code == 2
    refused = tree.vipsort("watch", tree.src, tree.dst, environment={"VIPSORT_DRY_RUN": "yes"})
    assert (refused.code, refused.err.startswith("vipsort: VIPSORT_DRY_RUN: a watch does what it tells")) == (2, True)


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(60)
        yield listening


def iter_told(manager: socket.socket) -> Iterator[str]:
    while True:
        try:
            yield manager.recv(200).decode()
        except BlockingIOError:
            return


def outcomes(tree: Tree) -> Counter[str]:
    """How often the journal tells of each file that was placed."""
    lines = map(json.loads, (tree.dst / ".vipsort" / "journal.jsonl").read_text().splitlines())
    return Counter(line["source"] for line in lines if line["kind"] == "outcome" and line["verdict"] == "placed")


def children(watch: Watch) -> list[int]:
    pid = watch.process.pid
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(word) for task in tasks for word in (task / "children").read_text().split()]
