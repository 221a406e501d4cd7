"""Which files of a folder belong together, by their names."""

import pytest

from vipsort.photo.companions import tied
from vipsort.photo.days import are_strangers, day_of
from vipsort.photo.kinds import is_sidecar
from vipsort.photo.tie import Tie


def leads(*names: str) -> dict[str, str]:
    """Whom each file goes with."""
    sidecars = {name for name in names if is_sidecar(name)}
    ties = tied(sorted(set(names) - sidecars), sidecars)
    return {name: tie.companion_of for name, tie in ties.items() if tie.companion_of}


@pytest.mark.parametrize(
    ("companion", "leader"),
    [
        ("IMG_1.MOV", "IMG_1.HEIC"),
        ("IMG_1.mov", "IMG_1.JPG"),
        ("IMG_1.MOV", "IMG_1.DNG"),
        ("IMG_1.JPG", "IMG_1.HEIC"),
        ("IMG_1.CR2", "IMG_1.JPG"),
        ("IMG_1.NEF", "IMG_1.HIF"),
        ("IMG_1.ARW", "IMG_1.tif"),
        ("IMG_1.CR2.xmp", "IMG_1.CR2"),
        ("IMG_1.xmp", "IMG_1.CR2"),
        ("IMG_1.XMP", "IMG_1.JPG"),
        ("IMG_1.AAE", "IMG_1.HEIC"),
        ("IMG_1.aae", "IMG_1.MOV"),
        ("IMG_O1.AAE", "IMG_1.HEIC"),
        ("IMG_O1.AAE", "IMG_E1.HEIC"),
        ("IMG_E1.MOV", "IMG_E1.HEIC"),
        ("PXL_1.MP", "PXL_1.MP.jpg"),
        ("PXL_1.mp4", "PXL_1.MP.jpg"),
        ("PXL_1.MP.mp4", "PXL_1.MP.jpg"),
        ("MVIMG_1.mp4", "MVIMG_1.jpg"),
        ("VID_1.mp4.json", "VID_1.mp4"),
        ("IMG.jpg(2).json", "IMG(2).jpg"),
        ("IMG.jpg.supplemental-me.json", "IMG.jpg"),
        ("IMG.jpg.json", "IMG-edited.jpg"),
        ("MVI_1.THM", "MVI_1.MP4"),
        ("GOPR1.LRV", "GOPR1.MP4"),
        ("DJI_1.SRT", "DJI_1.MP4"),
        ("DJI_1.lrf", "DJI_1.mp4"),
        ("caf\u00e9.xmp", "cafe\u0301.jpg"),
        ("cafe\u0301.jpg.xmp", "caf\u00e9.jpg"),
        ("Zo\u00eb.jpg.supplemental-metada.json", "Zoe\u0308.jpg"),
    ],
)
def test_a_companion_goes_with_its_leader(companion: str, leader: str) -> None:
    assert leads(companion, leader) == {companion: leader}


@pytest.mark.parametrize(
    "names",
    [
        ("image.jpg", "image.png"),
        ("image.gif", "image.webp"),
        ("a.jpg", "a.jpeg"),
        ("clip.mp4", "clip.png"),
        ("clip.mp4", "clip.mov"),
        ("IMG_1.CR2", "IMG_1.DNG"),
        ("IMG_1.JPG", "IMG_2.MOV"),
        ("IMG_1.JPG", "IMG_10.MOV"),
        ("IMG_1.HEIC", "IMG_E1.HEIC"),
        ("a.jpg", "b.xmp"),
        ("notes.json", "a.jpg"),
        ("a.txt", "a.xmp"),
    ],
)
def test_strangers_go_their_own_ways(names: tuple[str, ...]) -> None:
    assert leads(*names) == {}


def test_what_can_be_shown_leads_raw_and_raw_leads_a_video() -> None:
    assert leads("a.HEIC", "a.JPG", "a.DNG", "a.MOV") == dict.fromkeys(("a.JPG", "a.DNG", "a.MOV"), "a.HEIC")
    assert leads("a.JPG", "a.DNG", "a.MOV") == dict.fromkeys(("a.DNG", "a.MOV"), "a.JPG")
    assert leads("a.DNG", "a.MOV") == {"a.MOV": "a.DNG"}


def test_a_whole_name_is_nearer_than_a_stem() -> None:
    names = ("a.jpg", "a.CR2", "a.png", "a.xmp", "a.jpg.xmp", "a.CR2.xmp", "a.png.xmp")
    assert leads(*names) == {
        "a.CR2": "a.jpg",
        "a.xmp": "a.jpg",
        "a.jpg.xmp": "a.jpg",
        "a.CR2.xmp": "a.CR2",
        "a.png.xmp": "a.png",
    }


def test_darktable_s_versions_go_with_their_picture() -> None:
    names = ("a.CR2", "a.CR2.xmp", "a_01.CR2.xmp", "a_03.CR2.xmp", "b.CR2", "b_01.CR2.xmp", "a.JPG")
    its = dict.fromkeys(("a.CR2.xmp", "a_01.CR2.xmp", "a_03.CR2.xmp"), "a.CR2")
    assert leads(*names) == {"a.CR2": "a.JPG", **its}
    own = ("a.CR2", "a.CR2.xmp", "a_01.CR2", "a_01.CR2.xmp")
    assert leads(*own) == {"a.CR2.xmp": "a.CR2", "a_01.CR2.xmp": "a_01.CR2"}


def test_a_name_in_its_own_spelling_is_nearer_than_in_another_unicode_form() -> None:
    names = ("\u00e9.jpg", "e\u0301.jpg", "e\u0301.xmp", "\u00e9.jpg.xmp")
    assert leads(*names) == {"e\u0301.xmp": "e\u0301.jpg", "\u00e9.jpg.xmp": "\u00e9.jpg"}


def test_takeout_s_json_is_its_own_picture_s_rather_than_that_of_an_edited_one() -> None:
    assert leads("IMG.jpg", "IMG-edited.jpg", "IMG.jpg.json") == {"IMG.jpg.json": "IMG.jpg"}


def test_a_leader_knows_who_goes_with_it() -> None:
    ties = tied(["a.CR2", "a.jpg"], {"a.CR2.xmp", "a.xmp"})
    assert ties["a.jpg"] == Tie(companions=("a.CR2", "a.xmp"))
    assert ties["a.CR2"] == Tie(companion_of="a.jpg", companions=("a.CR2.xmp",))


def test_a_burst_is_led_by_its_cover_or_its_first() -> None:
    covered = tied(["a_BURST001.jpg", "a_BURST002_COVER.jpg", "b_BURST1.jpg", "b_BURST2.jpg", "BURST.jpg"], ())
    assert {name: tie.burst_of for name, tie in covered.items() if tie.burst_of} == {
        "a_BURST001.jpg": "a_BURST002_COVER.jpg",
        "b_BURST2.jpg": "b_BURST1.jpg",
    }


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (("2019-07-04T23:59:59", "exif:DateTimeOriginal"), ("2019-07-05T00:00:01", "exif:DateTimeOriginal"), False),
        (("2019-07-04T10:00:00", "exif:DateTimeOriginal"), ("2019-07-06", "xmp:CreateDate"), True),
        (("2019-07-04T10:00:00", "exif:DateTimeOriginal"), ("2021-07-06", "filename"), False),
        (("2019-07-04T10:00:00", "exif:DateTimeOriginal"), ("2021-07-06", "exif:ModifyDate"), False),
        (("2019-07-04T10:00:00", "exif:DateTimeOriginal"), ("2021", "xmp:CreateDate"), False),
        (("2019-07-04T10:00:00", "exif:DateTimeOriginal"), ("", ""), False),
    ],
)
def test_pictures_of_other_days_by_their_own_word_are_strangers(
    one: tuple[str, str], other: tuple[str, str], *, are: bool
) -> None:
    assert are_strangers(day_of(*one), day_of(*other)) is are
