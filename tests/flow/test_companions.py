"""Files that belong together, from tree to tree: one folder, one number, one fate."""

import pytest

from conftest import PICTURES, Ran, Tree, contents
from make import jpeg, movie, picture

HEIC = (PICTURES / "outdoor.heic").read_bytes()
RAW = (PICTURES / "canon-350d.cr2").read_bytes()
DAY = "2019:07:04 10:11:12"
OF_RAW = "2005:08:03 18:59:18"
LATER = "2021:05:06 07:08:09"
ONE, TWO, OTHER = jpeg(DAY, 1), jpeg(DAY, 2), jpeg(LATER, 3)
MOV = movie("2019-07-04T10:11:12+0200")
MP4 = movie("2019-07-04T10:11:12+0200", b"mp42")
XMP, AAE, JSON = b"<x:xmpmeta/>", b"<plist/>", b"{}"
CORRUPT = jpeg(OF_RAW, 5)[:-500]


def verdicts(ran: Ran) -> dict[str, str]:
    return {event["source"]: event["verdict"] for event in ran.events[:-1]}


def targets(ran: Ran) -> dict[str, str]:
    return {event["source"]: event["target"] for event in ran.events[:-1]}


def test_a_live_photo_and_what_describes_it_share_a_folder_and_a_number(tree: Tree) -> None:
    group = {"IMG_1.JPG": ONE, "IMG_1.MOV": MOV, "IMG_1.AAE": AAE, "IMG_1.xmp": XMP, "IMG_1.JPG.xmp": XMP + b" "}
    other = {"IMG_1.JPG": TWO, "IMG_1.MOV": MP4, "IMG_1.AAE": AAE, "IMG_1.xmp": XMP, "IMG_1.JPG.xmp": XMP + b" "}
    tree.write({**{f"a/{name}": data for name, data in group.items()}, **{f"b/{k}": v for k, v in other.items()}})
    ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == {
        **{f"2019/{name}": data for name, data in group.items()},
        "2019/IMG_1-2.JPG": TWO,
        "2019/IMG_1-2.MOV": MP4,
        "2019/IMG_1-2.AAE": AAE,
        "2019/IMG_1-2.xmp": XMP,
        "2019/IMG_1-2.JPG.xmp": XMP + b" ",
    }
    assert set(verdicts(ran).values()) == {"placed"}
    assert ran.outcome("b/IMG_1.AAE")["companion_of"] == "b/IMG_1.JPG"
    assert "companion_of" not in ran.outcome("b/IMG_1.JPG")


def test_raw_goes_with_its_jpeg_and_is_dated_by_it(tree: Tree) -> None:
    tree.write({"a/IMG_1.CR2": RAW, "a/IMG_1.JPG": jpeg("2005:08:04 00:00:01"), "b/IMG_1.JPG": jpeg(OF_RAW, 2)})
    ran = tree.run()
    assert set(tree.placed()) == {"2005/IMG_1.JPG", "2005/IMG_1.CR2", "2005/IMG_1-2.JPG"}
    assert ran.outcome("a/IMG_1.CR2")["companion_of"] == "a/IMG_1.JPG"


def test_a_leader_without_a_date_has_that_of_its_raw_or_its_video(tree: Tree) -> None:
    raw = {event["source"]: event for event in dated_raw(tree)}["x.cr2"]
    tree.write({"a/IMG_1.JPG": jpeg(), "a/IMG_1.CR2": RAW, "b/V_1.JPG": jpeg(seed=2), "b/V_1.MOV": MOV})
    ran = tree.run()
    assert ran.outcome("a/IMG_1.JPG")["date"] == raw["date"]
    assert ran.outcome("a/IMG_1.JPG")["date_source"] == "companion:exif:DateTimeOriginal"
    assert ran.outcome("b/V_1.JPG")["date_source"] == "companion:movie:CreationDate"
    assert {"2019/V_1.JPG", "2019/V_1.MOV"} < set(tree.placed())


def dated_raw(tree: Tree) -> list[dict[str, str]]:
    (tree.root / "raw").mkdir()
    (tree.root / "raw" / "x.cr2").write_bytes(RAW)
    return tree.vipsort("run", tree.root / "raw", tree.root / "elsewhere", "--json").events[:-1]


def test_pictures_of_one_name_and_other_days_are_strangers(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": OTHER, "IMG_1.CR2": RAW, "IMG_1.CR2.xmp": XMP, "IMG_1.xmp": XMP + b" "})
    ran = tree.run()
    assert ran.outcome("IMG_1.CR2").get("companion_of") is None
    year = ran.outcome("IMG_1.CR2")["date"][:4]
    assert year != "2021"
    assert set(tree.placed()) == {
        "2021/IMG_1.JPG",
        "2021/IMG_1.xmp",
        f"{year}/IMG_1.CR2",
        f"{year}/IMG_1.CR2.xmp",
    }


def test_downloads_of_one_name_are_strangers(tree: Tree) -> None:
    tree.write({"image.jpg": ONE, "image.png": picture(".png", 4)})
    ran = tree.run()
    assert set(tree.placed()) == {"2019/image.jpg", "NoDate/image.png"}
    assert all("companion_of" not in event for event in ran.events)


def test_heic_and_jpeg_of_one_name_are_a_pair(tree: Tree) -> None:
    tree.write({"a/IMG_1.HEIC": HEIC, "a/IMG_1.JPG": jpeg(), "b/IMG_1.JPG": jpeg(seed=3)})
    assert tree.run("--layout", "flat").outcome("a/IMG_1.JPG")["companion_of"] == "a/IMG_1.HEIC"
    assert set(tree.placed()) == {"IMG_1.HEIC", "IMG_1.JPG", "IMG_1-2.JPG"}


def test_a_motion_photo_goes_with_its_video(tree: Tree) -> None:
    tree.write({"PXL_1.MP.jpg": ONE, "PXL_1.MP": MP4, "MVIMG_2.jpg": TWO, "MVIMG_2.mp4": MP4 + b"2"})
    tree.write({"b/PXL_1.MP.jpg": OTHER, "b/PXL_1.MP": MP4 + b"3"})
    tree.run("--layout", "flat")
    names = {"PXL_1.MP.jpg", "PXL_1.MP", "MVIMG_2.jpg", "MVIMG_2.mp4", "PXL_1.MP-2.jpg", "PXL_1.MP-2.MP"}
    assert set(tree.placed()) == names


def test_takeout_s_json_has_its_picture_s_new_name(tree: Tree) -> None:
    taken = b'{"photoTakenTime": {"timestamp": "1562235072"}}'
    tree.write(
        {
            "IMG.jpg": jpeg(),
            "IMG.jpg.supplemental-metadata.json": taken,
            "IMG(2).jpg": jpeg(seed=2),
            "IMG.jpg.supplemental-metadata(2).json": taken + b" ",
            "IMG(3).jpg": jpeg(seed=3),
            "IMG.jpg(3).json": taken + b"  ",
            "IMG-edited.jpg": jpeg(seed=4),
            "metadata.json": b"{}",
        }
    )
    ran = tree.run("--format", "webp")
    assert set(tree.placed()) == {
        "2019/IMG.webp",
        "2019/IMG.webp.supplemental-metadata.json",
        "2019/IMG(2).webp",
        "2019/IMG(2).webp.supplemental-metadata.json",
        "2019/IMG(3).webp",
        "2019/IMG(3).webp.json",
        "2019/IMG-edited.webp",
    }
    assert ran.outcome("metadata.json")["verdict"] == "skipped"


def test_apple_s_edits_keep_their_letter(tree: Tree) -> None:
    tree.write({f"{folder}/IMG_7.JPG": jpeg(DAY, seed) for seed, folder in enumerate("ab", 1)})
    tree.write({f"{folder}/IMG_O7.AAE": AAE for folder in "ab"})
    tree.write({f"{folder}/IMG_E7.JPG": jpeg(DAY, seed) for seed, folder in enumerate("ab", 5)})
    tree.run("--layout", "flat")
    names = {"IMG_7.JPG", "IMG_O7.AAE", "IMG_E7.JPG", "IMG_7-2.JPG", "IMG_O7-2.AAE", "IMG_E7-2.JPG"}
    assert set(tree.placed()) == names


def test_a_burst_without_dates_has_its_cover_s(tree: Tree) -> None:
    tree.write({"B_BURST1.jpg": jpeg(), "B_BURST2_COVER.jpg": jpeg(DAY, 2), "B_BURST003.jpg": jpeg(LATER, 3)})
    ran = tree.run("--layout", "month")
    assert set(tree.placed()) == {"2019/07/B_BURST1.jpg", "2019/07/B_BURST2_COVER.jpg", "2021/05/B_BURST003.jpg"}
    assert ran.outcome("B_BURST1.jpg")["date"] == "2019-07-04"


def test_a_burst_is_of_its_cover_s_day_rather_than_of_a_folder_s_or_a_file_s_own_time(tree: Tree) -> None:
    tree.write({"2020/B_BURST1.jpg": jpeg(), "2020/B_BURST2_COVER.jpg": jpeg("2019:12:31 23:59:59", 2)}, 1_600_000_000)
    tree.write({"2020/C_BURST1.jpg": jpeg(seed=3), "2020/C_BURST2.jpg": jpeg(seed=4)}, 1_600_000_000)
    tree.run("--use-mtime")
    assert set(tree.placed()) == {f"20{name}" for name in ("19/B_BURST1.jpg", "19/B_BURST2_COVER.jpg")} | {
        "2020/C_BURST1.jpg",
        "2020/C_BURST2.jpg",
    }


def test_a_burst_at_midnight_is_not_torn_where_its_pictures_tell_no_date(tree: Tree) -> None:
    tree.write({"B_BURST1.jpg": jpeg("2019:07:04 23:59:59"), "B_BURST2.jpg": jpeg(seed=2)})
    tree.write({"B_BURST3.jpg": jpeg("2019:07:05 00:00:00", 3)})
    tree.run("--layout", "day")
    assert set(tree.placed()) == {"2019/07/04/B_BURST1.jpg", "2019/07/04/B_BURST2.jpg", "2019/07/05/B_BURST3.jpg"}


def test_a_group_takes_a_number_that_is_free_for_all_of_it(tree: Tree) -> None:
    tree.write(
        {"a/IMG_1.png": picture(".png", 9), "b/IMG_1.JPG": ONE, "b/IMG_1.MOV": MOV, "c/IMG_1.webp": picture(".webp")}
    )
    (tree.dst / "IMG_1-2.txt").parent.mkdir()
    (tree.dst / "IMG_1-2.txt").write_bytes(b"somebody's")
    tree.run("--layout", "flat")
    assert set(tree.placed()) == {"IMG_1.png", "IMG_1-2.txt", "IMG_1-3.JPG", "IMG_1-3.MOV", "IMG_1.webp"}


def test_a_reserved_number_is_nobody_else_s(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "a/IMG_1.MOV": MOV, "b/IMG_1.png": picture(".png", 9)})
    tree.run("--layout", "flat")
    assert set(tree.placed()) == {"IMG_1.JPG", "IMG_1.MOV", "IMG_1-2.png"}
    tree.write({"c/IMG_1.png": picture(".png", 10)})
    tree.run("--layout", "flat")
    assert set(tree.placed()) == {"IMG_1.JPG", "IMG_1.MOV", "IMG_1-2.png", "IMG_1-3.png"}


def test_the_filled_name_of_the_leader_counts_for_all(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.MOV": MOV, "IMG_1.JPG.xmp": XMP})
    tree.run("--layout", "flat", "--name", "{year}-{month}_{digest}")
    names = sorted(tree.placed())
    stem = names[0].removesuffix(".JPG")
    assert stem.startswith("2019-07_")
    assert names == [f"{stem}.JPG", f"{stem}.JPG.xmp", f"{stem}.MOV"]


def test_what_goes_with_a_broken_picture_is_set_aside_with_it(tree: Tree) -> None:
    group = {"IMG_1.JPG": CORRUPT, "IMG_1.MOV": MOV, "IMG_1.xmp": XMP, "IMG_1.CR2": RAW}
    tree.write(
        {**{f"a/{name}": data for name, data in group.items()}, "b/IMG_1.JPG": CORRUPT + b"x", "b/IMG_1.xmp": XMP}
    )
    ran = tree.run()
    assert ran.code == 3
    assert tree.placed() == {
        **{f"Corrupted/{name}": data for name, data in group.items()},
        "Corrupted/IMG_1-2.JPG": CORRUPT + b"x",
        "Corrupted/IMG_1-2.xmp": XMP,
    }
    assert set(verdicts(ran).values()) == {"quarantined"}
    assert "IMG_1.JPG" in ran.outcome("a/IMG_1.MOV")["reason"]


def test_a_broken_companion_goes_aside_alone(tree: Tree) -> None:
    tree.write({"IMG_1.HEIC": HEIC, "IMG_1.JPG": CORRUPT, "IMG_1.JPG.xmp": XMP, "IMG_1.xmp": XMP})
    ran = tree.run("--layout", "flat")
    assert set(tree.placed()) == {"IMG_1.HEIC", "IMG_1.xmp", "Corrupted/IMG_1.JPG", "Corrupted/IMG_1.JPG.xmp"}
    assert ran.outcome("IMG_1.JPG.xmp")["verdict"] == "quarantined"


@pytest.mark.parametrize("options", [("--exclude", "*.JPG"), ("--include", "*.png")])
def test_what_describes_a_picture_that_is_left_out_is_left_out(tree: Tree, options: tuple[str, ...]) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.MOV": MOV, "IMG_1.xmp": XMP})
    for _ in range(2):
        ran = tree.run(*options)
        assert set(verdicts(ran).values()) == {"skipped"}
    assert tree.placed() == {}
    assert ran.outcome("IMG_1.xmp")["reason"] == "goes with IMG_1.JPG, which is left out"


def test_raw_leads_where_its_jpeg_is_left_out(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.CR2": RAW, "IMG_1.xmp": XMP, "IMG_1.JPG.xmp": XMP, "IMG_1.MOV": MOV})
    for _ in range(2):
        ran = tree.run("--layout", "flat", "--exclude", "*.jpg")
        assert set(tree.placed()) == {"IMG_1.CR2", "IMG_1.xmp", "IMG_1.MOV"}
    assert ran.outcome("IMG_1.JPG.xmp")["verdict"] == "skipped"


def test_a_small_sidecar_is_not_left_out_for_its_size_or_name(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.xmp": XMP, "IMG_1.json": JSON, "IMG_1.JPG.json": JSON})
    tree.run("--min-size", "100", "--include", "*.jpg", "--exclude", "*.json")
    assert set(tree.placed()) == {"2019/IMG_1.JPG", "2019/IMG_1.xmp"}


def test_two_pictures_with_the_same_edits_keep_both(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "a/IMG_1.AAE": AAE, "a/IMG_2.JPG": TWO, "a/IMG_2.AAE": AAE})
    ran = tree.run()
    assert set(tree.placed()) == {"2019/IMG_1.JPG", "2019/IMG_1.AAE", "2019/IMG_2.JPG", "2019/IMG_2.AAE"}
    assert set(verdicts(ran).values()) == {"placed"}


def test_what_describes_a_twin_is_one_too_or_lies_beside_the_first(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "a/IMG_1.AAE": AAE})
    tree.write({"b/copy.JPG": ONE, "b/copy.AAE": AAE, "b/copy.xmp": XMP, "c/copy.JPG": ONE, "c/copy.xmp": XMP})
    tree.write({"d/copy.JPG": ONE, "d/copy.xmp": XMP + b"other", "e/copy.JPG": ONE, "e/copy.xmp": XMP + b"other"})
    ran = tree.run()
    assert tree.placed() == {
        "2019/IMG_1.JPG": ONE,
        "2019/IMG_1.AAE": AAE,
        "2019/IMG_1.xmp": XMP,
        "2019/IMG_1-2.xmp": XMP + b"other",
    }
    assert verdicts(ran) == {
        **dict.fromkeys(("a/IMG_1.JPG", "a/IMG_1.AAE", "b/copy.xmp", "d/copy.xmp"), "placed"),
        **dict.fromkeys((f"{folder}/copy.JPG" for folder in "bcde"), "duplicate"),
        **dict.fromkeys(("b/copy.AAE", "c/copy.xmp", "e/copy.xmp"), "duplicate"),
    }
    assert tree.run().summary["unchanged"] == len(verdicts(ran))


def test_a_folder_of_twins_holds_what_describes_them(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "b/IMG_1.JPG": ONE, "b/IMG_1.xmp": XMP})
    ran = tree.run("--duplicates", "folder")
    assert set(tree.placed()) == {"2019/IMG_1.JPG", "Duplicates/IMG_1.JPG", "Duplicates/IMG_1.xmp"}
    assert ran.outcome("b/IMG_1.xmp")["verdict"] == "duplicate"


def test_kept_twins_have_what_describes_them(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "a/IMG_1.xmp": XMP, "b/IMG_1.JPG": ONE, "b/IMG_1.xmp": XMP})
    tree.run("--duplicates", "keep")
    assert set(tree.placed()) == {"2019/IMG_1.JPG", "2019/IMG_1.xmp", "2019/IMG_1-2.JPG", "2019/IMG_1-2.xmp"}


def test_a_companion_that_comes_later_finds_its_leader(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": TWO, "b/IMG_1.JPG": ONE, "c/IMG_1.JPG": ONE})
    tree.run()
    tree.write({"b/IMG_1.MOV": MOV, "b/IMG_1.JPG.xmp": XMP, "c/IMG_1.AAE": AAE, "b/IMG_1.CR2": RAW})
    for _ in range(2):
        ran = tree.run("--quiet")
        assert ran.code == 0, ran.err
    year = "2005"
    assert {name for name in tree.placed() if not name.startswith("2005")} == {
        "2019/IMG_1.JPG",
        "2019/IMG_1-2.JPG",
        "2019/IMG_1-2.MOV",
        "2019/IMG_1-2.JPG.xmp",
        "2019/IMG_1-2.AAE",
    }, year


def test_one_that_comes_before_its_own_picture_does_not_follow_another_of_that_name(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": jpeg(DAY, 1), "IMG_1.AAE": b"<first/>"})
    tree.run("--move")
    tree.write({"IMG_1.AAE": b"<second/>"})
    for _ in range(2):
        assert tree.run("--move").outcome("IMG_1.AAE")["verdict"] == "skipped"
    tree.write({"IMG_1.JPG": jpeg(DAY, 2)})
    tree.run("--move")
    assert tree.placed() == {
        "2019/IMG_1.JPG": jpeg(DAY, 1),
        "2019/IMG_1.AAE": b"<first/>",
        "2019/IMG_1-2.JPG": jpeg(DAY, 2),
        "2019/IMG_1-2.AAE": b"<second/>",
    }
    assert contents(tree.src) == {}


@pytest.mark.parametrize(
    ("first", "then", "layout"),
    [
        ({"IMG_1.CR2": RAW}, {"IMG_1.JPG": jpeg(OF_RAW, 2)}, "year"),
        ({"IMG_1.CR2": RAW, "IMG_1.xmp": XMP}, {"IMG_1.JPG": jpeg(OF_RAW, 2), "IMG_1.JPG.xmp": XMP + b" "}, "day"),
        ({"IMG_1.JPG": jpeg(seed=4), "IMG_1.MOV": MOV}, {"IMG_1.HEIC": HEIC}, "flat"),
        ({"IMG_1.MOV": MOV}, {"IMG_1.JPG": ONE, "IMG_1.AAE": AAE}, "year"),
        ({"PXL_1.MP": MP4, "PXL_2.MP.mp4": MP4 + b"2"}, {"PXL_1.MP.jpg": ONE, "PXL_2.MP.jpg": TWO}, "year"),
    ],
)
def test_a_card_that_comes_in_two_goes_gives_the_tree_of_one(
    tree: Tree, first: dict[str, bytes], then: dict[str, bytes], layout: str
) -> None:
    tree.write({f"a/{name}": data for name, data in first.items()})
    tree.run("--others", "copy", "--layout", layout)
    tree.write({f"a/{name}": data for name, data in then.items()})
    assert tree.run("--others", "copy", "--layout", layout).code == 0
    tree.vipsort("run", tree.src, tree.root / "once", "--others", "copy", "--layout", layout)
    assert tree.placed() == contents(tree.root / "once")
    assert tree.run("--others", "copy", "--layout", layout).summary["placed"] == 0


def test_a_leader_that_comes_later_has_the_number_of_what_goes_with_it(tree: Tree) -> None:
    tree.write({"a/IMG_1.CR2": RAW, "b/IMG_1.CR2": RAW + b"2"})
    tree.run()
    tree.write({"b/IMG_1.JPG": jpeg(OF_RAW, 2), "a/IMG_1.JPG": OTHER})
    tree.run()
    assert set(tree.placed()) == {"2005/IMG_1.CR2", "2005/IMG_1-2.CR2", "2005/IMG_1-2.JPG", "2021/IMG_1.JPG"}


def test_a_leader_that_comes_later_and_finds_its_name_taken_has_one_of_its_own(tree: Tree) -> None:
    tree.write({"a/IMG_1.CR2": RAW, "b/IMG_1.JPG": jpeg(OF_RAW, 3)})
    tree.run()
    tree.write({"a/IMG_1.JPG": jpeg(OF_RAW, 2), "a/IMG_1.JPG.xmp": XMP})
    tree.run()
    names = {"IMG_1.CR2", "IMG_1.JPG", "IMG_1-2.JPG", "IMG_1-2.JPG.xmp"}
    assert {name.removeprefix("2005/") for name in tree.placed()} == names


def test_a_leader_that_comes_later_has_the_stem_that_what_goes_with_it_was_given(tree: Tree) -> None:
    tree.write({"IMG_1.CR2": RAW})
    tree.run("--name", "{year}_{digest}")
    (raw,) = tree.placed()
    tree.write({"IMG_1.JPG": jpeg(OF_RAW, 2)})
    tree.run("--name", "{year}_{digest}")
    assert set(tree.placed()) == {raw, raw.removesuffix(".CR2") + ".JPG"}


def test_a_stranger_that_comes_later_has_no_number_of_what_was_there(tree: Tree) -> None:
    tree.write({"IMG_1.CR2": RAW})
    tree.run("--layout", "flat")
    tree.write({"IMG_1.JPG": OTHER})
    tree.run("--layout", "flat")
    assert set(tree.placed()) == {"IMG_1.CR2", "IMG_1-2.JPG"}


def test_a_sidecar_that_was_left_out_before_is_looked_at_again(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.xmp": XMP, "IMG_1.MOV": MOV, "lone.xmp": XMP})
    first = tree.run("--companions", "skip")
    assert first.outcome("IMG_1.xmp")["reason"] == "describes IMG_1.JPG"
    assert set(tree.placed()) == {"2019/IMG_1.JPG"}
    ran = tree.run()
    assert ran.outcome("lone.xmp")["verdict"] == "skipped"
    assert set(tree.placed()) == {"2019/IMG_1.JPG", "2019/IMG_1.xmp", "2019/IMG_1.MOV"}


@pytest.mark.parametrize("metadata", ["private", "none"])
def test_what_may_tell_places_is_left_out_where_pictures_are_not_to(tree: Tree, metadata: str) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.xmp": XMP, "IMG_1.MOV": MOV, "IMG_1.JPG.json": JSON, "IMG_1.AAE": AAE})
    ran = tree.run("--metadata", metadata)
    assert set(tree.placed()) == {"2019/IMG_1.JPG"}
    assert ran.outcome("IMG_1.MOV")["reason"] == ran.outcome("IMG_1.xmp")["reason"]
    assert ran.outcome("IMG_1.xmp")["reason"] == "left out: it may tell places and names"


def test_what_fails_is_tried_again_with_what_goes_with_it(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": jpeg(DAY, 1, (640, 480)), "IMG_1.MOV": MOV, "IMG_1.xmp": XMP, "IMG_1.CR2": RAW})
    ran = tree.run("--max-size", "10")
    assert ran.outcome("IMG_1.JPG")["verdict"] == ran.outcome("IMG_1.xmp")["verdict"] == "failed"
    assert ran.outcome("IMG_1.MOV")["reason"] == "goes with IMG_1.JPG, which failed"
    assert ran.outcome("IMG_1.CR2")["verdict"] == "placed"  # a picture stands for itself
    assert tree.run().outcome("IMG_1.xmp")["verdict"] == "placed"


def test_a_dry_run_foretells_the_same(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": ONE, "a/IMG_1.MOV": MOV, "b/IMG_1.JPG": TWO, "b/IMG_1.JPG.xmp": XMP, "c/x.JPG": ONE})
    tree.write({"c/x.AAE": AAE})
    foretold = targets(tree.run("--dry-run"))
    assert foretold == targets(tree.run())


def test_a_video_leads_what_describes_it(tree: Tree) -> None:
    tree.write({"VID_1.mp4": MP4, "VID_1.mp4.json": JSON})
    assert set(verdicts(tree.run()).values()) == {"skipped"}
    again = tree.run()
    assert set(verdicts(again).values()) == {"skipped"}
    tree.run("--others", "copy")
    assert set(tree.placed()) == {"2019/VID_1.mp4", "2019/VID_1.mp4.json"}


def test_a_camera_s_small_copies_go_with_their_video_and_are_no_pictures(tree: Tree) -> None:
    small = jpeg(LATER, 8, (160, 120))
    tree.write({"a/MVI_1.MP4": MP4, "a/MVI_1.THM": small, "b/MVI_1.MP4": MP4 + b"2", "b/MVI_1.THM": small})
    tree.write({"b/MVI_1.SRT": b"1", "lone.THM": small + b"3"})
    for _ in range(2):
        ran = tree.run("--resize", "32")
        assert set(tree.placed()) == {"2021/lone.jpg"}
    assert ran.outcome("a/MVI_1.THM")["reason"] == "goes with MVI_1.MP4, which is left out"
    tree.run("--others", "copy", "--resize", "32")
    placed = tree.placed()
    assert set(placed) == {"2021/lone.jpg"} | {
        f"2019/MVI_1{end}" for end in (".MP4", ".THM", "-2.MP4", "-2.THM", "-2.SRT")
    }
    assert placed["2019/MVI_1.THM"] == placed["2019/MVI_1-2.THM"] == small


def test_what_describes_a_picture_may_be_spelled_in_another_unicode_form(tree: Tree) -> None:
    taken = b'{"photoTakenTime": {"timestamp": "1562235072"}}'
    tree.write({"e\u0301.jpg": jpeg(), "\u00e9.jpg.json": taken, "\u00e9.AAE": AAE, "o\u0308.jpg.xmp": XMP})
    tree.write({"\u00f6.jpg": ONE})
    tree.run()
    assert set(tree.placed()) == {
        f"2019/{name}" for name in ("\u00e9.jpg", "\u00e9.jpg.json", "\u00e9.AAE", "\u00f6.jpg", "\u00f6.jpg.xmp")
    }


def test_a_batch_is_not_cut_inside_a_group(tree: Tree) -> None:
    names = [f"{number:04}" for number in range(340)]
    tree.write({f"{name}.{ending}": f"{name}{ending}".encode() for name in names for ending in ("heic", "mov", "nef")})
    straight = tree.run("--others", "copy")
    grouped = {event["source"]: event.get("companion_of") for event in straight.events[:-1]}
    assert all(grouped[f"{name}.mov"] == f"{name}.heic" for name in names)


def test_moved_companions_leave_together_and_come_back(tree: Tree) -> None:
    group = {"a/IMG_1.JPG": ONE, "a/IMG_1.MOV": MOV, "a/IMG_1.xmp": XMP, "a/IMG_1.JPG.json": JSON, "b/c.JPG": CORRUPT}
    files = {**group, "b/c.xmp": XMP, "c/IMG_1.JPG": ONE, "c/IMG_1.xmp": XMP}
    tree.write(files)
    ran = tree.run("--move")
    assert ran.code == 3, ran.err
    assert contents(tree.src) == {}
    good = {f"2019/IMG_1.{ending}" for ending in ("JPG", "MOV", "xmp", "JPG.json")}
    assert set(tree.placed()) == good | {"Corrupted/c.JPG", "Corrupted/c.xmp"}
    undone = tree.vipsort("undo", tree.dst)
    assert undone.code == 0, undone.err
    assert contents(tree.src) == files
    assert tree.placed() == {}
    tree.run("--move", "--trash", tree.root / "trash")
    (kept,) = (tree.root / "trash").iterdir()
    assert contents(kept) == files


@pytest.mark.parametrize(("options", "reason"), [((), None), (("--resize", "32"), "its video is left out")])
def test_a_video_inside_a_picture_is_kept_or_told_to_be_lost(
    tree: Tree, options: tuple[str, ...], reason: str | None
) -> None:
    data = ONE + b"MotionPhoto_Data" + MP4 + b"SEFHMotionPhoto_DataSEFT"
    tree.write({"a.jpg": data})
    ran = tree.run(*options)
    assert ran.outcome("a.jpg")["reason"] == reason
    assert (tree.placed() == {"2019/a.jpg": data}) is (reason is None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("clip.mp4", movie("2019-07-04T10:11:12+0200", b"mp42")),
        ("clip.mov", movie("2019-07-04T10:11:12+0200")),
        ("clip.m4v", movie("", b"M4V ", seconds=3_645_072_672)),
        ("clip.3gp", movie("", b"3gp5", seconds=3_645_072_672)),
    ],
)
def test_videos_are_dated_by_their_own_word(tree: Tree, name: str, data: bytes) -> None:
    tree.write({f"2011/{name}": data})
    ran = tree.run("--others", "copy", "--layout", "day")
    assert set(tree.placed()) == {f"2019/07/04/{name}"}
    assert ran.outcome(f"2011/{name}")["date_source"] in {"movie:CreationDate", "movie:CreateDate"}


def test_videos_of_one_name_are_numbered_before_their_ending(tree: Tree) -> None:
    tree.write({"a/clip.3gp": MP4, "b/clip.3gp": MP4 + b"other"})
    tree.run("--others", "copy", "--layout", "flat")
    assert set(tree.placed()) == {"clip.3gp", "clip-2.3gp"}


def test_a_sound_picture_that_is_made_anew_is_not_set_aside(tree: Tree) -> None:
    tree.write({"IMG_1.HEIC": HEIC[: len(HEIC) // 2], "IMG_1.JPG": jpeg(size=(200, 100))})
    ran = tree.run("--resize", "64")
    assert verdicts(ran) == {"IMG_1.HEIC": "quarantined", "IMG_1.JPG": "placed"}
    assert set(tree.placed()) == {"Corrupted/IMG_1.HEIC", "NoDate/IMG_1.JPG"}


def test_explain_says_what_a_file_goes_with(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": ONE, "IMG_1.xmp": XMP, "IMG_1.CR2": RAW})
    explained = tree.vipsort("explain", tree.src / "IMG_1.xmp").out
    assert "goes with IMG_1.JPG: to its folder, under its name and number\n" in explained
    assert "placed at 2005/IMG_1.CR2" in tree.vipsort("explain", tree.src / "IMG_1.CR2").out  # of another day
    assert "goes with" not in tree.vipsort("explain", tree.src / "IMG_1.JPG").out


def test_explain_tells_the_date_that_companions_share(tree: Tree) -> None:
    tree.write({"2011/V_1.JPG": jpeg(), "2011/V_1.MOV": MOV, "2011/IMG_2.JPG": ONE, "2011/IMG_2.MOV": MP4})
    tree.write({"2011/IMG_2.MOV.xmp": XMP})

    def won(name: str) -> list[tuple[str, str]]:
        (told,) = tree.vipsort("explain", tree.src / "2011" / name, "--layout", "day", "--json").events
        return [(each["source"], each["date"][:10]) for each in told["dates"] if each["why_not"] is None]

    assert won("V_1.JPG") == won("V_1.MOV") == [("companion:movie:CreationDate", "2019-07-04")]
    for name in ("IMG_2.MOV", "IMG_2.MOV.xmp"):
        assert won(name) == [("companion:exif:DateTimeOriginal", "2019-07-04")]
    assert won("IMG_2.JPG") == [("exif:DateTimeOriginal", "2019-07-04")]


def test_explain_tells_the_day_of_a_burst(tree: Tree) -> None:
    tree.write({"B_BURST1.jpg": jpeg(), "B_BURST2_COVER.jpg": jpeg(DAY, 2)})
    explained = tree.vipsort("explain", tree.src / "B_BURST1.jpg", "--layout", "month").out
    assert "date  * burst: 2019-07-04" in explained
    assert "placed at 2019/07/B_BURST1.jpg" in explained
