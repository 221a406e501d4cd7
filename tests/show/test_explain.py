"""Why a picture goes where it goes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import PICTURES, Tree
from make import jpeg
from vipsort.flow.explanation import explain
from vipsort.flow.stories import Places
from vipsort.photo.errors import UsageError
from vipsort.photo.formats import Format
from vipsort.photo.policy import Arrangement, Others, Policy, Selection, Treatment
from vipsort.photo.resize import Resize, Size
from vipsort.photo.template import Template
from vipsort.show.explain import explain_all

DATED = jpeg("2019:07:04 10:11:12")


def told(tree: Tree, name: str, data: bytes, policy: Policy | None = None) -> tuple[str, str]:
    """What a file is, and what a run would do."""
    tree.write({name: data})
    explanation = explain(tree.src / name, tree.src, policy or Policy())
    return explanation.content, explanation.action


def test_one_date_wins_and_the_others_are_told_why_not(tree: Tree) -> None:
    tree.write({"2018/IMG_20170102_030405.jpg": DATED})
    explanation = explain(tree.src / "2018/IMG_20170102_030405.jpg", tree.src, Policy())
    winner, *others = explanation.dates
    assert (winner[0].source, winner[1]) == ("exif:DateTimeOriginal", "")
    assert others
    assert all(why_not for _candidate, why_not in others)
    assert explanation.name == "2018/IMG_20170102_030405.jpg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("turned.jpg", "jpeg, 128x128 pixels, orientation 6"),
        ("animated.gif", "gif, 64x48 pixels, 4 pages"),
        ("canon-40d.jpg", "jpeg, 100x68 pixels, Canon Canon EOS 40D"),
        ("nikon-d70.nef", "raw, kept as bytes: nobody here decodes it"),
        ("made-by-ffmpeg.mov", "no picture"),
    ],
)
def test_it_is_told_what_a_file_is(tree: Tree, name: str, content: str) -> None:
    assert told(tree, name, (PICTURES / name).read_bytes())[0] == content


@pytest.mark.parametrize(
    ("name", "data", "content", "action"),
    [
        ("a.jpg", b"", "empty", "quarantined at Corrupted/a.jpg, its bytes as they are (empty)"),
        (
            "a.jpg",
            b"hello",
            "a picture by name only",
            "quarantined at Corrupted/a.jpg, its bytes as they are (a picture by name only)",
        ),
        (
            "a.jpg",
            DATED[:30],
            "jpeg, its header makes no sense",
            "quarantined at Corrupted/a.jpg, its bytes as they are (its header makes no sense)",
        ),
        ("a.txt", b"hello", "no picture", "skipped: not a picture"),
        (
            "a.jpg",
            jpeg(),
            "jpeg, 64x48 pixels",
            "placed at NoDate/a.jpg, its bytes as they are once every pixel has been decoded",
        ),
    ],
)
def test_it_is_told_what_a_run_would_do(tree: Tree, name: str, data: bytes, content: str, action: str) -> None:
    assert told(tree, name, data) == (content, action)


def test_it_is_told_what_would_be_made_anew(tree: Tree) -> None:
    treatment = Treatment(resize=Resize(Size(32, 32)), format=Format.WEBP, max_size=5_000)
    policy = Policy(Selection(others=Others.COPY), Arrangement(Template.layout("day")), treatment=treatment)
    action = told(tree, "a.jpg", DATED, policy)[1]
    assert action == "placed at 2019/07/04/a.webp, made anew as webp, 32x24 pixels, at most 5.0 kB"
    without = replace(policy, treatment=replace(treatment, max_size=None))
    assert told(tree, "a.jpg", DATED, without)[1].endswith("made anew as webp, 32x24 pixels")


def test_people_get_lines(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.write({"a\x1b.jpg": DATED, "b.txt": b"hello"})
    assert explain_all([tree.src / "a\x1b.jpg", tree.src / "b.txt"], Places(), Policy(), as_json=False) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert [each for each in out.splitlines() if not each.startswith("  not     mtime: ")] == [
        r"a\x1b.jpg",
        "  is      jpeg, 64x48 pixels",
        "  date  * exif:DateTimeOriginal: 2019:07:04 10:11:12 -> 2019-07-04T10:11:12",
        r"  run     placed at 2019/a_x1b.jpg, its bytes as they are once every pixel has been decoded",
        "b.txt",
        "  is      no picture",
        "  run     skipped: not a picture",
    ]


def test_programs_get_objects(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.write({"x/20170102.jpg": DATED})
    assert explain_all([tree.src / "x/20170102.jpg"], Places(tree.src), Policy(), as_json=True) == 0
    event = json.loads(capsys.readouterr().out)
    assert (event["event"], event["source"], event["is"]) == ("explanation", "x/20170102.jpg", "jpeg, 64x48 pixels")
    assert event["dates"][0] == {
        "source": "exif:DateTimeOriginal",
        "text": "2019:07:04 10:11:12",
        "date": "2019-07-04T10:11:12",
        "why_not": None,
    }
    assert event["dates"][1]["why_not"] == "a better source speaks first"
    assert event["run"].startswith("placed at 2019/20170102.jpg")


def test_what_cannot_be_read_is_told_and_the_others_go_on(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.write({"a.jpg": DATED})
    # The system's own files say that they are empty, and are not: as a file that grows while it is read.
    assert explain_all([Path("/proc/self/status"), tree.src / "a.jpg"], Places(), Policy(), as_json=False) == 3
    said = capsys.readouterr()
    assert said.err == "/proc/self/status: changed while it was read\n"
    assert said.out.startswith("a.jpg\n  is      jpeg")


@pytest.mark.parametrize(
    ("file", "src", "why"),
    [
        ("gone.jpg", None, "gone.jpg is no file in "),
        ("folder", None, "folder is a folder: name files in it"),
        ("a.jpg", "folder", "a.jpg is no file in "),
    ],
)
def test_what_is_no_file_in_src_is_wrong_usage(tree: Tree, file: str, src: str | None, why: str) -> None:
    tree.write({"a.jpg": DATED, "folder/b.jpg": DATED})
    with pytest.raises(UsageError, match=why):
        explain_all([tree.src / file], Places(tree.src / src if src else None), Policy(), as_json=False)


def test_a_path_is_explained_from_where_one_stands(tree: Tree) -> None:
    assert told(tree, "x/a.jpg", DATED)[1].startswith("placed at 2019/a.jpg")
    assert explain(tree.src / "x" / ".." / "x" / "a.jpg", tree.src, Policy()).name == "x/a.jpg"
    assert explain(tree.src / "x/a.jpg", Path(tree.src / "x"), Policy()).name == "a.jpg"
