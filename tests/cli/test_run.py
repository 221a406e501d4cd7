"""``vipsort run``, option by option: what is said, what is placed, and where."""

import json
import os

import pytest
import pyvips

from conftest import Tree, contents
from make import engine, jpeg, picture, with_comment

assert engine

OUTCOME = {
    "event", "source", "verdict", "target", "date", "date_source", "bytes_in", "bytes_out", "quality", "encodes",
    "predicted", "scale", "bound", "digest", "reason", "stays",
}  # fmt: skip
SUMMARY = {
    "event", "found", "placed", "duplicate", "quarantined", "skipped", "unchanged", "failed", "bytes_in", "bytes_out",
    "seconds", "waiting", "scan_seconds",
}  # fmt: skip
DAY = "2019:07:04 10:11:12"


def test_json_is_all_that_is_said(tree: Tree) -> None:
    photo = jpeg(DAY, size=(400, 300))
    tree.write({"a.jpg": photo, "twin.jpg": photo, "half.jpg": photo[:5000], "notes.txt": b"text"})
    ran = tree.run("--max-size", "30kB")
    assert ran.err == ""
    assert all(set(event) == (OUTCOME if event["event"] == "outcome" else SUMMARY) for event in ran.events)
    assert [event["event"] for event in ran.events] == ["outcome"] * 4 + ["summary"]
    placed = ran.outcome("a.jpg")
    assert (placed["verdict"], placed["target"]) == ("placed", "2019/a.jpg")
    assert (placed["date"], placed["date_source"]) == ("2019-07-04T10:11:12", "exif:DateTimeOriginal")
    assert placed["bytes_in"] == len(photo)
    assert placed["bytes_out"] == len(tree.placed()["2019/a.jpg"]) <= 30_000
    assert placed["encodes"] > 0
    assert 1 <= placed["quality"] <= 100
    assert placed["bound"] == "size"
    assert len(placed["digest"]) == 64
    assert placed["reason"] is None
    left_out = ran.outcome("notes.txt")
    assert (left_out["target"], left_out["date"], left_out["reason"]) == (None, None, "not a picture")
    assert ran.summary["bytes_in"] == 2 * len(photo) + 5004


def test_a_pipe_gets_plain_lines(tree: Tree) -> None:
    photo = jpeg(DAY)
    tree.write({"a.jpg": photo, "b.jpg": photo, "half.jpg": photo[:2000], "notes.txt": b"text"})
    counts = ["found 4", "placed 1", "duplicate 1", "quarantined 1", "skipped 1", "unchanged 0", "failed 0"]
    plain = tree.vipsort("run", tree.src, tree.root / "plain")
    assert plain.code == 3
    assert plain.out.splitlines()[:-1] == counts
    assert plain.err.splitlines() == ["half.jpg: cut short, kept in Corrupted/half.jpg"]
    quiet = tree.vipsort("run", tree.src, tree.root / "quiet", "--quiet")
    assert quiet.out == ""
    assert quiet.err == plain.err
    verbose = tree.vipsort("run", tree.src, tree.root / "verbose", "--verbose")
    assert verbose.out.splitlines()[4:-1] == counts
    assert sorted(verbose.out.splitlines()[:4]) == [
        "a.jpg -> 2019/a.jpg",
        "b.jpg: left out, the same bytes as a.jpg",
        "half.jpg: cut short, kept in Corrupted/half.jpg",
        "notes.txt: left out, not a picture",
    ]
    log = (tree.root / "quiet" / ".vipsort" / "error.log").read_text()
    assert "quarantined: half.jpg: cut short\n" in log
    tree.vipsort("run", tree.src, tree.root / "logged", "--log", tree.root / "my.log")
    assert "half.jpg" in (tree.root / "my.log").read_text()
    assert not (tree.root / "logged" / ".vipsort" / "error.log").exists()


@pytest.mark.parametrize("options", [(), ("--format", "webp", "--resize", "30")], ids=["sorted", "rendered"])
def test_a_dry_run_leaves_no_trace_and_tells_the_same(tree: Tree, options: tuple[str, ...]) -> None:
    first = jpeg(DAY)
    tree.write(
        {
            "a/IMG.jpg": first,
            "b/IMG.jpg": jpeg(DAY, 2),
            "b/img.JPG": jpeg(DAY, 3),
            "b/twin.jpg": first,
            "c/IMG.png": jpeg(DAY, 4),
            "c/empty.jpg": b"",
            "c/undated.webp": picture(".webp", 5),
            "notes.txt": b"text",
        }
    )
    dry = tree.run(*options, "--dry-run")
    assert sorted(path.name for path in tree.root.iterdir()) == ["src"]
    real = tree.run(*options)
    told = [{event["source"]: (event["verdict"], event["target"]) for event in ran.events[:-1]} for ran in (dry, real)]
    assert told[0] == told[1]
    assert dry.code == real.code == 3
    before = contents(tree.dst), sorted(tree.dst.rglob("*"))
    tree.write({"d/IMG.jpg": jpeg(DAY, 6)})
    again = tree.run(*options, "--dry-run")
    assert again.summary["unchanged"] + again.summary["skipped"] == 8
    assert (contents(tree.dst), sorted(tree.dst.rglob("*"))) == before
    assert tree.run(*options).outcome("d/IMG.jpg")["target"] == again.outcome("d/IMG.jpg")["target"]


def test_layouts(tree: Tree) -> None:
    photo = jpeg(DAY, ifd0_Make="Canon", ifd0_Model="EOS 7/D")
    tree.write({"trip/day one/a.jpg": photo, "2018-05/b.jpg": jpeg(seed=2), "c.jpg": jpeg(seed=3)})
    targets = {
        "year": ("2019/a.jpg", "2018/b.jpg", "NoDate/c.jpg"),
        "month": ("2019/07/a.jpg", "2018/05/b.jpg", "NoDate/c.jpg"),
        "day": ("2019/07/04/a.jpg", "NoDate/b.jpg", "NoDate/c.jpg"),
        "flat": ("a.jpg", "b.jpg", "c.jpg"),
        "mirror": ("trip/day one/a.jpg", "2018-05/b.jpg", "c.jpg"),
        "{make}/{model}": ("Canon/EOS 7-D/a.jpg", "Unknown/Unknown/b.jpg", "Unknown/Unknown/c.jpg"),
        "by {year}-{month}/{folder}": ("by 2019-07/trip/day one/a.jpg", "by 2018-05/2018-05/b.jpg", "NoDate/c.jpg"),
    }
    for layout, wanted in targets.items():
        ran = tree.vipsort("run", tree.src, tree.root / "out" / layout.replace("/", "_"), "--layout", layout, "--json")
        assert ran.code == 0, ran.err
        assert set(contents(tree.root / "out" / layout.replace("/", "_"))) == set(wanted), layout


def test_names(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(DAY), "b.jpg": jpeg(DAY, 2), "c.jpg": jpeg(seed=3)})
    ran = tree.run("--name", "{year}-{month}-{day} {hour}.{minute}.{second}", "--no-date-folder", "when")
    assert set(tree.placed()) == {
        "2019/2019-07-04 10.11.12.jpg",
        "2019/2019-07-04 10.11.12-2.jpg",
        "when/c.jpg",
    }
    digest = ran.outcome("a.jpg")["digest"]
    tree.vipsort("run", tree.src / "a.jpg", tree.root / "one", "--name", "{digest}_{stem}", "--layout", "flat")
    (name,) = contents(tree.root / "one")
    assert name.endswith("_a.jpg")
    assert digest.startswith(name.partition("_")[0])


def test_names_are_legal_on_windows_shares(tree: Tree) -> None:
    names = ("a:b?.jpg", "CON.jpg", "dot. .jpg", 'quo"te*.jpg', "back\\slash.jpg", f"{'long' * 60}.jpg")
    tree.write({f"folder. /{name}": jpeg(DAY, seed) for seed, name in enumerate(names, 1)})
    ran = tree.run("--layout", "mirror")
    assert ran.code == 0, ran.err
    placed = tree.placed()
    assert len(placed) == len(names)
    for name in placed:
        for part in name.split("/"):
            assert not set('<>:"\\|?*') & set(part), name
            assert not part.removesuffix(".jpg").endswith((" ", ".")), name
            assert part.partition(".")[0].upper() not in {"CON", "NUL"}, name


def test_which_files(tree: Tree) -> None:
    tree.write(
        {
            "keep/a.jpg": jpeg(DAY, size=(300, 300)),
            "keep/small.jpg": jpeg(DAY, 2, (8, 8)),
            "keep/b.png": picture(".png", 3, (300, 300)),
            "raw/c.jpg": jpeg(DAY, 4, (300, 300)),
            "@eaDir/d.jpg": jpeg(DAY, 5),
            ".thumbnails/e.jpg": jpeg(DAY, 6),
            "keep/._a.jpg": b"apple double",
            "keep/Thumbs.db": b"thumbs",
        }
    )
    ran = tree.run("--include", "*.JPG", "--include", "keep/b.*", "--exclude", "raw", "--min-size", "3kB")
    assert ran.code == 0, ran.err
    reasons = {event["source"]: event["reason"] for event in ran.events[:-1]}
    junk = "left by a NAS or a camera"
    assert reasons == {
        "keep/a.jpg": None,
        "keep/b.png": None,
        "keep/small.jpg": "smaller than 3.0 kB",
        "raw/c.jpg": "excluded",
        "keep/._a.jpg": junk,
        "keep/Thumbs.db": junk,
    }
    # What was left out for its name is looked at when that is asked for.
    assert tree.run("--exclude", "small.jpg").outcome("raw/c.jpg")["verdict"] == "placed"


def test_others_are_copied_by_date_where_asked(tree: Tree) -> None:
    files = {"VID_20190704_101112.mp4": b"no real movie", "notes.txt": b"text", "2018-05-06/list.csv": b"1,2"}
    tree.write(files)
    assert tree.run().summary["skipped"] == 3
    ran = tree.run("--others", "copy")
    assert ran.code == 0, ran.err
    assert tree.placed() == {
        "2019/VID_20190704_101112.mp4": b"no real movie",
        "NoDate/notes.txt": b"text",
        "2018/list.csv": b"1,2",
    }


def test_twins(tree: Tree) -> None:
    photo = jpeg(DAY)
    tree.write({"a.jpg": photo, "b/a.jpg": photo, "c/other.jpg": photo})
    left = {"skip": {"2019/a.jpg"}, "keep": {"2019/a.jpg", "2019/a-2.jpg", "2019/other.jpg"}}
    left["folder"] = {"2019/a.jpg", "Duplicates/a.jpg", "Duplicates/other.jpg"}
    for choice, names in left.items():
        ran = tree.vipsort("run", tree.src, tree.root / choice, "--duplicates", choice, "--json")
        assert ran.code == 0, ran.err
        assert contents(tree.root / choice) == dict.fromkeys(names, photo)
        assert ran.summary["duplicate"] == (0 if choice == "keep" else 2)
        again = tree.vipsort("run", tree.src, tree.root / choice, "--duplicates", choice, "--json")
        assert again.summary["unchanged"] == 3
        assert set(contents(tree.root / choice)) == names


def test_folders_that_hold_one_folder_are_merged(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(DAY), "b.jpg": jpeg("2020:01:02 03:04:05", 2), "c.jpg": jpeg("2020:02:02 03:04:05", 3)})
    tree.run("--layout", "day", "--flatten")
    assert set(tree.placed()) == {"2019/a.jpg", "2020/01/b.jpg", "2020/02/c.jpg"}
    assert not [path for path in tree.dst.rglob("*") if path.is_dir() and not any(path.iterdir())]
    again = tree.run("--layout", "day", "--flatten")
    assert again.summary["unchanged"] == 3
    tree.write({"d.jpg": jpeg(DAY, 4)})
    assert tree.run("--layout", "day", "--flatten").code == 0
    assert len(tree.placed()) == 4


def test_dates_from_beside_the_picture(tree: Tree) -> None:
    taken = json.dumps({"photoTakenTime": {"timestamp": "1562234400"}, "creationTime": {"timestamp": "1600000000"}})
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:DateTimeOriginal="2011-12-13T14:15:16"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    tree.write(
        {
            "takeout/plain.jpg": jpeg(seed=1),
            "takeout/plain.jpg.json": taken.encode(),
            "takeout/cut(2).jpg": jpeg(seed=2),
            "takeout/cut.jpg.supplemental-met(2).json": taken.encode(),
            "takeout/plain-edited.jpg": jpeg(seed=3),
            "takeout/exif.jpg": jpeg(DAY, 4),
            "takeout/exif.jpg.json": taken.replace("1562234400", "946684800").encode(),
            "xmp/a.jpg": jpeg(DAY, 5),
            "xmp/a.jpg.xmp": xmp.encode(),
            "xmp/b.jpg": jpeg(DAY, 6),
            "xmp/b.xmp": xmp.encode(),
            "xmp/c.jpg": jpeg(DAY, 7),
            "xmp/c.jpg.xmp": b"broken <xml",
        }
    )
    ran = tree.run("--tz", "Europe/Berlin", "--companions", "skip")
    dates = {event["source"]: event["date"] for event in ran.events if event.get("verdict") == "placed"}
    assert dates == {
        "takeout/plain.jpg": "2019-07-04T12:00:00",
        "takeout/cut(2).jpg": "2019-07-04T12:00:00",
        "takeout/plain-edited.jpg": "2019-07-04T12:00:00",
        "takeout/exif.jpg": "2019-07-04T10:11:12",
        "xmp/a.jpg": "2011-12-13T14:15:16",
        "xmp/b.jpg": "2011-12-13T14:15:16",
        "xmp/c.jpg": "2019-07-04T10:11:12",
    }


def test_dates_by_the_users_own_word(tree: Tree) -> None:
    tree.write(
        {"sub/a.jpg": jpeg(DAY), "b.jpg": jpeg(DAY, 2), "scan 1966-12-24 x.jpg": jpeg(DAY, 3), "c.jpg": jpeg(seed=4)}
    )
    os.utime(tree.src / "c.jpg", (1_000_000_000, 1_000_000_000))
    (tree.root / "dates.csv").write_text("path,date\nsub/a.jpg,1999-12-31\nb.jpg,1888-01-02 03:04:05\nc.jpg,nonsense\n")
    pattern = r"scan (?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    ran = tree.run("--date-map", "dates.csv", "--use-mtime", "--tz", "America/New_York", "--date-regex", pattern)
    assert ran.code == 0, ran.err
    told = {event["source"]: (event["date"], event["date_source"]) for event in ran.events[:-1]}
    assert told["sub/a.jpg"] == ("1999-12-31", "date-map")
    assert told["b.jpg"] == ("1888-01-02T03:04:05", "date-map")
    assert told["c.jpg"] == ("2001-09-08T21:46:40", "mtime")
    assert told["scan 1966-12-24 x.jpg"] == ("1966-12-24", "date-regex")
    pattern = r"scan (?P<year>\d{4})-(?P<day>\d\d)-(?P<month>\d\d)"
    undated = tree.vipsort("run", tree.src, tree.root / "o", "--json", "--date-regex", pattern)
    assert undated.outcome("scan 1966-12-24 x.jpg")["date"] == "2019-07-04T10:11:12"  # there is no 24th month
    assert undated.outcome("c.jpg")["target"] == "NoDate/c.jpg"


def test_placed_files_keep_their_time(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(DAY), "b.jpg": jpeg(DAY, 2, (300, 200))}, mtime=1_234_567_890.5)
    tree.run("--resize", "100")
    assert {path.stat().st_mtime for path in (tree.dst / "2019").iterdir()} == {1_234_567_890.5}


def test_one_file_is_a_source_too(tree: Tree) -> None:
    photo = jpeg(DAY)
    tree.write({"sub/a.jpg": photo, "sub/b.jpg": jpeg(DAY, 2)})
    ran = tree.vipsort("run", tree.src / "sub" / "a.jpg", tree.dst, "--json")
    assert [event["source"] for event in ran.events[:-1]] == ["a.jpg"]
    assert tree.placed() == {"2019/a.jpg": photo}


def test_pixels_become_what_was_asked_for(tree: Tree) -> None:
    tree.write(
        {"a.jpg": jpeg(DAY, 1, (400, 200)), "b.png": picture(".png", 2, (90, 60)), "c.webp": picture(".webp", 3)}
    )
    sizes = {"100": (100, 50), "120x30": (60, 30), "50%": (200, 100), "4000": (400, 200)}
    for resize, size in sizes.items():
        tree.vipsort("run", tree.src, tree.root / resize, "--resize", resize, "--layout", "flat")
        image = pyvips.Image.new_from_buffer(contents(tree.root / resize)["a.jpg"], "")
        assert (image.width, image.height) == size
    assert contents(tree.root / "4000")["a.jpg"] == (tree.src / "a.jpg").read_bytes()
    cropped = tree.run("--resize", "64x64", "--crop", "centre", "--format", "tif", "--layout", "flat")
    assert cropped.code == 0, cropped.err
    assert {name.replace(".tiff", ".tif") for name in tree.placed()} == {"a.tif", "b.tif", "c.tif"}
    for data in tree.placed().values():
        image = pyvips.Image.new_from_buffer(data, "")
        assert image.width == image.height <= 64


def test_only_big_files_are_recompressed(tree: Tree) -> None:
    small, big = jpeg(DAY, 1, (100, 80)), jpeg(DAY, 2, (400, 300))
    tree.write({"small.jpg": small, "big.jpg": big})
    ran = tree.run("--compress-over", "20kB", "--quality", "40")
    assert ran.code == 0, ran.err
    assert tree.placed()["2019/small.jpg"] == small
    assert len(tree.placed()["2019/big.jpg"]) < len(big)
    assert ran.outcome("big.jpg")["quality"] == 40


def test_twins_of_a_broken_picture_are_told_so(tree: Tree) -> None:
    half = jpeg(DAY, 1, (200, 200))[:6000]
    tree.write({"a.jpg": half, "b.jpg": half, "c.jpg": with_comment(half, "other")})
    ran = tree.run()
    assert ran.code == 3
    assert ran.outcome("b.jpg")["verdict"] == "duplicate"
    assert ran.outcome("b.jpg")["target"] == "Corrupted/a.jpg"
    assert set(tree.placed()) == {"Corrupted/a.jpg", "Corrupted/c.jpg"}
