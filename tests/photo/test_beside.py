"""What a companion is called, and whether it still goes along."""

from dataclasses import replace

import pytest

from make import PHOTO, SOURCE, taken
from vipsort.photo.beside import beside, goes_along
from vipsort.photo.days import day_of
from vipsort.photo.formats import Format
from vipsort.photo.model import Outcome, Photo, Verdict

LONG = "n" * 230


def named(name: str, format_: Format | None = None) -> Photo:
    return replace(PHOTO, source=replace(SOURCE, name=f"x/{name}"), format=format_)


@pytest.mark.parametrize(
    ("name", "lead", "target", "path"),
    [
        ("IMG_1.MOV", "IMG_1.HEIC", "2019/IMG_1-2.HEIC", ("2019", "IMG_1-2", ".MOV")),
        ("IMG_1.xmp", "IMG_1.HEIC", "IMG_1.jpg", ("", "IMG_1", ".xmp")),
        ("IMG_1.HEIC.xmp", "IMG_1.HEIC", "IMG_1.jpg", ("", "IMG_1.jpg", ".xmp")),
        ("img_1.heic.XMP", "IMG_1.HEIC", "IMG_1.jpg", ("", "IMG_1.jpg", ".XMP")),
        ("IMG_1.3gp", "IMG_1.jpg", "a/b.jpg", ("a", "b", ".3gp")),
        ("a.jpg.json", "a.jpg", "2019/a-3.webp", ("2019", "a-3.webp", ".json")),
        ("a.jpg.suppl.json", "a.jpg", "a.webp", ("", "a.webp", ".suppl.json")),
        ("a.jpg(2).json", "a(2).jpg", "a(2).jpg", ("", "a(2).jpg", ".json")),
        ("a.jpg.supplemental-metadata(2).json", "a(2).jpg", "b.jpg", ("", "b.jpg", ".supplemental-metadata.json")),
        (f"{LONG}.jpg.supplemental-metadata.json", f"{LONG}.jpg", f"{LONG}.jpg", ("", f"{LONG}.jpg", ".json")),
        ("PXL_1.MP", "PXL_1.MP.jpg", "PXL_1.MP.jpg", ("", "PXL_1.MP", "")),
        ("PXL_1.MP", "PXL_1.MP.jpg", "PXL_1.MP-2.jpg", ("", "PXL_1.MP-2", ".MP")),
        ("IMG_O7.AAE", "IMG_7.HEIC", "IMG_7-2.HEIC", ("", "IMG_O7-2", ".AAE")),
        ("IMG_O7.AAE", "IMG_7.HEIC", "a.HEIC", ("", "a_O", ".AAE")),
        ("IMG_O7.AAE", "IMG_E7.JPG", "2019/IMG_E7-2.JPG", ("2019", "IMG_O7-2", ".AAE")),
        ("a_01.cr2.xmp", "a.cr2", "a-2.cr2", ("", "a-2_01.cr2", ".xmp")),
        ("caf\u00e9.jpg.xmp", "cafe\u0301.jpg", "caf\u00e9.jpg", ("", "caf\u00e9.jpg", ".xmp")),
    ],
)
def test_a_companion_is_named_after_its_leader(name: str, lead: str, target: str, path: tuple[str, str, str]) -> None:
    assert beside(named(name), lead, target) == path


def test_a_companion_s_ending_fits_its_content() -> None:
    assert beside(named("IMG_1.JPG", Format.PNG), "IMG_1.HEIC", "IMG_1-2.HEIC") == ("", "IMG_1-2", ".png")


def test_a_picture_of_another_day_stands_for_itself_and_what_describes_does_not() -> None:
    day = day_of("2019-07-04", "exif:DateTimeOriginal")
    placed = Outcome(SOURCE, Verdict.PLACED)
    other = replace(named("a.CR2", Format.RAW), date=taken("2021-07-04"))
    assert not goes_along(other, placed, day)
    assert goes_along(replace(other, date=taken("2019-07-04")), placed, day)
    assert goes_along(named("a.mov"), placed, day)


@pytest.mark.parametrize(
    ("lead", "raw", "video", "sidecar"),
    [
        (None, False, True, True),
        (Outcome(SOURCE, Verdict.FAILED), False, True, True),
        (Outcome(SOURCE, Verdict.SKIPPED), False, False, True),
        (Outcome(SOURCE, Verdict.QUARANTINED), True, True, True),
        (Outcome(SOURCE, Verdict.DUPLICATE), True, True, True),
    ],
)
def test_who_can_stand_for_itself_does_where_its_leader_is_not_placed(
    lead: Outcome | None, *, raw: bool, video: bool, sidecar: bool
) -> None:
    assert goes_along(named("a.CR2", Format.RAW), lead, 0) is raw
    assert goes_along(named("a.mov"), lead, 0) is video
    assert goes_along(named("a.xmp"), lead, 0) is sidecar
