"""What must be true after a run was killed or refused a system call, and after the next one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from conftest import Ran, Tree, contents
from faults import Story, outcomes

_DONE = {"placed", "quarantined", "duplicate"}
_ASIDE = re.compile(r"\.vipsort-[0-9a-f]{16}\.original")
_HALF = re.compile(r"\.vipsort-[0-9a-f]{16}\.tmp")


def after_the_blow(tree: Tree, story: Story) -> Iterator[str]:
    """What is wrong right after a run was killed or stumbled: bytes lost, or half a file under a name."""
    here, there, kept = (_files(tree.root / name) for name in ("src", "dst", "trash"))
    safe = {*there.values(), *kept.values()}
    for source, data in story.files.items():
        is_in_src = here.get(source) == data or data in aside(here, source)
        if not is_in_src and data not in safe and story.made_of.get(source) not in safe:
            yield f"{source} is lost"
    if not story.moves and here != story.files:
        yield "SRC is changed"
    originals = set(story.files.values())
    for place, files, known in (
        ("SRC", here, originals),
        ("DST", there, originals | set(story.ended.values())),
        ("the trash", kept, originals),
    ):
        for name, data in files.items():
            if data not in known and not _HALF.fullmatch(Path(name).name):
                yield f"{name} in {place} is not whole"


def after_the_next_run(tree: Tree, story: Story, told: Ran, *, twins_may_change: bool = False) -> Iterator[str]:
    """What is wrong after a run that nothing happens to has followed, and one more; `told` is what the first said.

    With `twins_may_change` another one of equal files may have become the first, and so have given its name.
    """
    if story.undoes:
        yield from _after_the_next_undo(tree, story)
        return
    second = tree.run(*story.options)
    if second.code not in {0, 3}:
        yield f"the next run ended with {second.code}: {_last_words(second, tree)}"
        return
    placed = tree.placed()
    if placed != story.ended and not (twins_may_change and _only_twins_changed(placed, story)):
        yield f"the tree is another one: {sorted(_different(placed, story.ended))}"
    yield from _cleared_up(tree)
    if contents(tree.src) != story.stay:
        yield f"SRC is another one: {sorted(_different(contents(tree.src), story.stay))}"
    if "--trash" in story.options:
        yield from _kept(tree, story)
    acknowledged = {event["source"] for event in outcomes(told) if event["verdict"] in _DONE}
    again = {event["source"] for event in outcomes(second) if event["verdict"] in _DONE}
    if acknowledged & again:
        yield f"told and done again: {sorted(acknowledged & again)}"
    third = tree.run(*story.options)
    if third.code not in {0, 3} or any(third.summary[verdict] for verdict in _DONE) or tree.placed() != placed:
        yield "a third run does something"


def aside(files: Mapping[str, bytes], source: str) -> list[bytes]:
    """What lies put aside in the folder of a source."""
    folder = Path(source).parent
    return [data for name, data in files.items() if Path(name).parent == folder and _ASIDE.fullmatch(Path(name).name)]


def _after_the_next_undo(tree: Tree, story: Story) -> Iterator[str]:
    """All is as if there never had been a run, but for its journal."""
    second = tree.vipsort(*story.words(tree))
    was_over = second.code == 2  # it had been written down that all is taken back
    if second.code and not was_over:
        yield f"the next undo ended with {second.code}: {_last_words(second, tree)}"
    if contents(tree.src) != story.files:
        yield f"SRC is another one: {sorted(_different(contents(tree.src), story.files))}"
    if rest := [path.name for path in tree.dst.iterdir() if path.name != ".vipsort"]:
        yield f"left in DST: {sorted(rest)}"
    if rest := sorted(_files(tree.root / "trash")):
        yield f"left in the trash: {rest}"
    yield from _cleared_up(tree)
    if tree.vipsort(*story.words(tree)).code != 2:
        yield "one more undo finds something"


def _cleared_up(tree: Tree) -> Iterator[str]:
    found = [path for name in ("src", "dst", "trash") for path in (tree.root / name).rglob(".vipsort-*")]
    if found:
        yield f"temporary files are left: {sorted(path.name for path in found)}"
    if empty := [path.name for path in tree.src.rglob("*") if path.is_dir() and not any(path.iterdir())]:
        yield f"empty folders are left in SRC: {sorted(empty)}"


def _kept(tree: Tree, story: Story) -> Iterator[str]:
    """The trash holds every original that left, in the folder of one run or another."""
    kept = {(name.partition("/")[2], data) for name, data in _files(tree.root / "trash").items()}
    for source in story.files.keys() - story.stay.keys():
        if (source, story.files[source]) not in kept:
            yield f"{source} is not in the trash"


def _only_twins_changed(placed: Mapping[str, bytes], story: Story) -> bool:
    often = Counter(story.files.values())
    changed = {(placed if name in placed else story.ended)[name] for name in _different(placed, story.ended)}
    same = sorted(placed.values()) == sorted(story.ended.values())
    return same and all(often[data] > 1 for data in changed)


def _files(folder: Path) -> dict[str, bytes]:
    return contents(folder) if folder.exists() else {}


def _different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _last_words(ran: Ran, tree: Tree) -> str:
    return ran.err.strip()[-300:].replace(f"{tree.root}/", "")
