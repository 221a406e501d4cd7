"""Whatever belongs together, in whatever order it comes: random groups, in one run, in two, and by one thread."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PICTURES, contents
from make import box, jpeg, movie, with_comment
from vipsort import run
from vipsort.cli.spoken import read_settings
from vipsort.photo.model import Outcome, Verdict

HEIC = (PICTURES / "outdoor.heic").read_bytes()
UNDATED = jpeg()
MADE: Mapping[str, Callable[[str], bytes]] = {
    ".HEIC": lambda name: HEIC + box(b"free", name.encode()),
    ".JPG": lambda name: with_comment(UNDATED, ascii(name)),
    ".MOV": lambda name: movie("2019-07-04T10:11:12+0200") + box(b"free", name.encode()),
}
ENDINGS = (".HEIC", ".JPG", ".NEF", ".MOV", ".xmp", ".AAE", ".JPG.xmp", ".NEF.xmp", ".JPG.json", ".MOV.json")
STEMS = ("IMG_1", "IMG_1-2", "IMG_12", "e\u0301")

some_files = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(STEMS), st.sampled_from(ENDINGS)),
    min_size=2,
    max_size=14,
    unique=True,
)
small_and_the_same_for_all = settings(max_examples=12, deadline=None, derandomize=True)


def made(files: Iterable[tuple[str, str, str]]) -> dict[str, bytes]:
    paths = (f"{folder}/{stem}{ending}" for folder, stem, ending in files)
    return {path: MADE.get(path[path.rindex(".") :], str.encode)(path) for path in paths}


def write(src: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (src / name).parent.mkdir(parents=True, exist_ok=True)
        (src / name).write_bytes(data)


def outcomes(root: Path, dst: str, parallel: str = "2") -> dict[str, Outcome]:
    asked = read_settings(root / "src", root / dst, layout="flat", others="copy", parallel=parallel)
    return {outcome.source.name: outcome for outcome in run(asked)}


def are_together(told: Mapping[str, Outcome]) -> bool:
    """Whether each that went with another one lies beside it, under its name."""
    going = [outcome for outcome in told.values() if outcome.companion_of and outcome.target]
    return all(each.target.startswith(f"{Path(told[each.companion_of].target).stem}.") for each in going)


@small_and_the_same_for_all
@given(some_files, st.data())
def test_what_belongs_together_lies_together(files: list[tuple[str, str, str]], data: st.DataObject) -> None:
    whole = made(files)
    first = data.draw(st.sets(st.sampled_from(sorted(whole)), min_size=1))
    with tempfile.TemporaryDirectory() as made_folder:
        root = Path(made_folder)
        write(root / "src", {name: whole[name] for name in first})
        before = outcomes(root, "in two")
        write(root / "src", {name: bytes_ for name, bytes_ in whole.items() if name not in first})
        after = outcomes(root, "in two")
        assert are_together(before)
        assert are_together({name: before.get(name, outcome) for name, outcome in after.items()})
        assert sorted(contents(root / "in two").values()) == sorted(whole.values())
        assert {outcome.verdict for outcome in outcomes(root, "in two").values()} == {Verdict.UNCHANGED}
        assert are_together(outcomes(root, "in one"))
        outcomes(root, "by one", parallel="1")
        assert contents(root / "by one") == contents(root / "in one")


@small_and_the_same_for_all
@given(some_files, st.data())
def test_a_card_may_come_in_two_goes(files: list[tuple[str, str, str]], data: st.DataObject) -> None:
    whole = made(file for file in files if file[0] == "a")
    first = data.draw(st.sets(st.sampled_from(sorted(whole)))) if whole else set()
    with tempfile.TemporaryDirectory() as made_folder:
        root = Path(made_folder)
        for some in (first, whole):
            write(root / "src", {name: whole[name] for name in some})
            (root / "src").mkdir(exist_ok=True)
            outcomes(root, "in two")
        outcomes(root, "in one")
        assert contents(root / "in two") == contents(root / "in one")
