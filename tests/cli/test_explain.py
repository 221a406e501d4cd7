"""``vipsort explain``: every candidate date, which one won and why, and what a run would do."""

import json

from conftest import PICTURES, Tree
from make import jpeg

PHOTO = jpeg("2019:07:04 10:11:12", ifd0_Make="Canon", ifd0_DateTime="2022:02:02 02:02:02")


def test_every_candidate_is_told_with_its_reason(tree: Tree) -> None:
    tree.write({"2017/IMG_20180101_101112.jpg": PHOTO})
    file = tree.src / "2017" / "IMG_20180101_101112.jpg"
    ran = tree.vipsort("explain", file, "--src", tree.src, "--json")
    assert ran.code == 0, ran.err
    (told,) = ran.events
    assert told["source"] == "2017/IMG_20180101_101112.jpg"
    assert told["event"] == "explanation"
    dates = {each["source"].partition(":")[0] + ":" + each["text"][:4]: each for each in told["dates"]}
    won = [each for each in told["dates"] if each["why_not"] is None]
    assert [each["source"] for each in won] == ["exif:DateTimeOriginal"]
    assert won[0]["date"] == "2019-07-04T10:11:12"
    years = {each["date"][:4] for each in told["dates"] if each["date"]}
    assert {"2017", "2018", "2019", "2022"} <= years, dates
    assert "--use-mtime" in told["dates"][-1]["why_not"]
    assert told["run"].startswith("placed at 2019/IMG_20180101_101112.jpg")


def test_it_says_what_a_run_does(tree: Tree) -> None:
    half = PHOTO[: len(PHOTO) // 2]
    tree.write(
        {
            "a.jpg": PHOTO,
            "IMG_2001.jpg": jpeg(seed=2),
            "04.07.2019.jpg": jpeg(seed=3),
            "notes.txt": b"text",
            "empty.jpg": b"",
            "header.jpg": half[:30],
            "camera.nef": (PICTURES / "nikon-d70.nef").read_bytes(),
        }
    )
    options = ("--layout", "month", "--name", "{year}_{stem}", "--tz", "UTC")
    files = sorted(tree.src.iterdir())
    ran = tree.vipsort("explain", *files, *options, "--json")
    assert ran.code == 0, ran.err
    told = {event["source"]: event["run"] for event in ran.events}
    assert set(told) == {path.name for path in files}
    done = tree.run(*options)
    for name, run in told.items():
        outcome = done.outcome(name)
        assert run.startswith(outcome["verdict"]), name
        assert outcome["target"] is None or f" {outcome['target']}," in run, name


def test_people_read_it_too(tree: Tree) -> None:
    tree.write({"IMG_20180101_101112.jpg": PHOTO, "x.jpg": jpeg(seed=2)})
    ran = tree.vipsort("explain", tree.src / "IMG_20180101_101112.jpg")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    lines = [line.strip() for line in ran.out.splitlines()]
    assert lines[0] == "IMG_20180101_101112.jpg"
    assert any(line.startswith("date  * exif:DateTimeOriginal") for line in lines)
    assert any("2018" in line and "a better source speaks first" in line for line in lines)
    assert not (tree.root / "dst").exists()
    undated = tree.vipsort("explain", tree.src / "x.jpg")
    assert "NoDate/x.jpg" in undated.out


def test_the_users_own_word_wins(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    dates = tree.root / "dates.csv"
    dates.write_text("path,date\na.jpg,2001-02-03\n")
    (told,) = tree.vipsort("explain", tree.src / "a.jpg", "--date-map", dates, "--json").events
    assert told["dates"][0] == {"source": "date-map", "text": "2001-02-03", "date": "2001-02-03", "why_not": None}
    assert "2001/a.jpg" in told["run"]


def test_what_is_no_file_is_wrong_usage(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    for words in ((tree.src,), (tree.src / "missing.jpg",), (tree.src / "a.jpg", "--src", tree.root / "state")):
        ran = tree.vipsort("explain", *words)
        assert ran.code == 2, ran.out
        assert ran.err.count("\n") == 1
    assert tree.vipsort("explain").code == 2
    explained = json.loads(tree.vipsort("explain", tree.src / "a.jpg", "--json").out)
    assert {"event", "source", "is", "dates", "run", "stories"} <= set(explained)
    assert explained["stories"] == []
