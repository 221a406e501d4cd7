"""Laws 2 and 6: killed at any of its calls that write, a run has lost nothing, and the next one ends it."""

import signal
from pathlib import Path

import pytest

from aftermath import after_the_blow, after_the_next_run
from conftest import PICTURES, Ran, Tree, needs_root
from disks import NoDisk, cut_power, disk, remount
from faults import (
    Story,
    Strike,
    begin,
    needs_tracing,
    outcomes,
    struck,
)

KILLED = -signal.SIGKILL % 256
POINTS = 4  # of each story; bench/faults/kill.py takes all of them
TRASHED = ("--move", "--trash", "trash")
STORIES: dict[str, tuple[str, ...]] = {
    "copied": (),
    "rendered": ("--resize", "48", "--format", "webp", "--layout", "month"),
    "flattened": ("--layout", "day", "--flatten", "--duplicates", "folder"),
    "moved": ("--move",),
    "moved to the trash": TRASHED,
}
FILES = {
    **{f"0/{name}": (PICTURES / name).read_bytes() for name in ("canon-40d.jpg", "alpha.png", "truncated.jpg")},
    "1/twin.jpg": (PICTURES / "canon-40d.jpg").read_bytes(),
}


@needs_tracing
@pytest.mark.parametrize("options", STORIES.values(), ids=STORIES)
def test_a_run_killed_at_any_of_its_calls_has_lost_nothing(tree: Tree, options: tuple[str, ...]) -> None:
    killed_here_and_there(tree, Story(FILES, options).told(tree))


@needs_tracing
@pytest.mark.parametrize("options", [("--move",), TRASHED], ids=str)
def test_an_undo_killed_at_any_of_its_calls_has_lost_nothing(tree: Tree, options: tuple[str, ...]) -> None:
    killed_here_and_there(tree, Story(FILES, options, undoes=True).told(tree))


def killed_here_and_there(tree: Tree, story: Story) -> None:
    """See that nothing is wrong after some of the kills of a story."""
    begin(tree, story)
    _ran, calls = struck(tree, story, Strike())
    ours = [call.number for call in calls if "index.sqlite" not in call.path]
    assert len(ours) > 40
    for number in ours[2 :: len(ours) // POINTS]:
        begin(tree, story)
        ran, made = struck(tree, story, Strike(number=number))
        assert ran.code == KILLED
        wrong = [*after_the_blow(tree, story), *after_the_next_run(tree, story, ran)]
        assert not wrong, made[-1]


@needs_tracing
def test_a_run_killed_while_it_makes_its_index_is_ended_by_the_next(tree: Tree) -> None:
    story = Story(FILES, ()).told(tree)
    begin(tree, story)
    _ran, calls = struck(tree, story, Strike())
    pages = [call.number for call in calls if call.name == "pwrite64" and call.path.endswith("index.sqlite-wal")]
    begin(tree, story)
    ran, _made = struck(tree, story, Strike(number=pages[8]))
    assert not [*after_the_blow(tree, story), *after_the_next_run(tree, story, ran)]


@needs_root
def test_what_was_told_to_be_done_outlives_a_power_cut(tree: Tree) -> None:
    data = (PICTURES / "canon-40d.jpg").read_bytes()
    files = {f"{number}.jpg": data + str(number).encode() for number in range(300)}
    tree.write(files)
    image = tree.root / "image"
    try:
        with disk(image, "ext4", 32 << 20) as folder:
            tree.dst = folder / "dst"
            lost, ended = cut_in_the_middle(tree, image, folder)
    except NoDisk as error:
        pytest.skip(str(error))
    assert not lost
    assert ended == files


def cut_in_the_middle(tree: Tree, image: Path, folder: Path) -> tuple[list[str], dict[str, bytes]]:
    """What was told before the cut and is not whole after it; and the tree after the next run."""
    with tree.start("--layout", "flat", "--io", "1") as run:
        assert run.stdout
        told = [Tree.next_line(run) for _ in range(3)]
        cut_power(folder)
        run.kill()
        run.communicate()
    remount(image, folder)
    first = Ran(0, b"".join(told).decode(), "")
    there = tree.placed()
    lost = [
        event["source"]
        for event in outcomes(first)
        if there.get(event["target"]) != (tree.src / event["source"]).read_bytes()
    ]
    second = tree.run("--layout", "flat")
    assert second.code == 0, second.err
    return lost, tree.placed()
