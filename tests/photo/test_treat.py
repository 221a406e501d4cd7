"""What is to be done with a picture's bytes."""

from dataclasses import replace
from typing import Any

import pytest

from make import PHOTO, SOURCE
from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.making import Bound
from vipsort.photo.model import Photo, Plan, Verdict
from vipsort.photo.policy import Auto, Check, Effort, Metadata, Shrink, Treatment
from vipsort.photo.resize import Crop, Resize, Size
from vipsort.photo.treat import treat
from vipsort.photo.work import Copy, Recipe, Redescribe

FULL = Size(4000, 3000)
HEIC = replace(PHOTO, format=Format.HEIC)
BITMAP = replace(PHOTO, format=Format.BMP)
RAW = replace(PHOTO, format=Format.RAW, header=None)
COARSE = replace(PHOTO, header=Header(FULL, quality=75))


def recipe_of(photo: Photo, treatment: Treatment) -> Recipe:
    work = treat(photo, treatment).work
    assert isinstance(work, Recipe)
    return work


@pytest.mark.parametrize("photo", [PHOTO, HEIC, BITMAP])
def test_a_picture_is_checked_and_copied_where_nothing_is_asked(photo: Photo) -> None:
    assert treat(photo, Treatment()) == Plan(Verdict.PLACED, Copy(check=True))


def test_a_header_is_trusted_where_that_is_asked() -> None:
    assert treat(PHOTO, Treatment(check=Check.HEADER)) == Plan(Verdict.PLACED, Copy(check=False))


@pytest.mark.parametrize(
    "treatment", [Treatment(), Treatment(format=Format.JPEG), Treatment(resize=Resize(Size(9, 9)))]
)
def test_what_nobody_decodes_is_copied(treatment: Treatment) -> None:
    assert treat(RAW, treatment) == Plan(Verdict.PLACED, Copy(check=False))


@pytest.mark.parametrize(
    "treatment",
    [
        Treatment(resize=Resize(Size(4000, 4000))),
        Treatment(resize=Resize(percent=100)),
        Treatment(format=Format.JPEG),
        Treatment(max_size=2_000_000),
        Treatment(max_size=3_000_000, quality=80),
        Treatment(compress_over=2_000_000, quality=80, format=Format.WEBP),
        Treatment(metadata=Metadata.ALL),
    ],
)
def test_a_picture_that_is_as_it_is_wanted_is_not_made_anew(treatment: Treatment) -> None:
    assert isinstance(treat(PHOTO, treatment).work, Copy)


def test_a_smaller_picture_is_made_anew() -> None:
    wanted = Recipe(Format.JPEG, Size(1920, 1440), not_above=2_000_000)
    assert recipe_of(PHOTO, Treatment(resize=Resize(Size(1920, 1920)))) == wanted


def test_a_lying_picture_is_fitted_as_it_is_seen() -> None:
    lying = replace(PHOTO, header=Header(FULL, orientation=6))
    assert recipe_of(lying, Treatment(resize=Resize(Size(1500, 2000)))).size == Size(1500, 2000)


def test_another_format_is_made_anew() -> None:
    assert recipe_of(PHOTO, Treatment(format=Format.WEBP)) == Recipe(Format.WEBP, FULL)


@pytest.mark.parametrize("metadata", [Metadata.PRIVATE, Metadata.NONE])
@pytest.mark.parametrize(("photo", "format_"), [(HEIC, Format.JPEG), (BITMAP, Format.PNG)])
def test_nothing_private_is_copied_where_it_is_to_go(photo: Photo, format_: Format, metadata: Metadata) -> None:
    wanted = Recipe(format_, FULL, metadata=metadata.value, only_metadata=True)
    assert recipe_of(photo, Treatment(metadata=metadata)) == wanted


@pytest.mark.parametrize("metadata", [Metadata.PRIVATE, Metadata.NONE])
@pytest.mark.parametrize("others", [{}, {"compress_over": 3_000_000, "quality": 80, "resize": Resize(Size(100, 100))}])
def test_a_jpeg_loses_its_metadata_and_no_pixel(metadata: Metadata, others: dict[str, Any]) -> None:
    work = treat(PHOTO, Treatment(metadata=metadata, **others)).work
    assert work == Redescribe(metadata.value, check=True)


def test_what_cannot_be_written_keeps_its_metadata_and_that_is_said() -> None:
    raw = replace(PHOTO, format=Format.RAW, header=None)
    assert treat(raw, Treatment(metadata=Metadata.PRIVATE)).reason == "raw keeps its metadata"


def test_what_cannot_be_written_keeps_its_size_and_that_is_said() -> None:
    raw = replace(PHOTO, format=Format.RAW, header=None)
    assert treat(raw, Treatment(max_size=1_999_999)).reason == "raw keeps its size"
    assert treat(raw, Treatment(max_size=2_000_000)).reason == ""


def test_a_quality_alone_is_worth_it_only_where_bytes_are_won() -> None:
    wanted = Recipe(Format.JPEG, FULL, quality=80, not_above=2_000_000, worth_below=1_900_000)
    assert recipe_of(PHOTO, Treatment(quality=80)) == wanted


def test_a_quality_does_not_touch_what_is_lossless() -> None:
    assert isinstance(treat(replace(PHOTO, format=Format.PNG), Treatment(quality=80)).work, Copy)


@pytest.mark.parametrize("photo", [HEIC, BITMAP])
def test_a_quality_does_not_turn_a_format_into_another(photo: Photo) -> None:
    assert isinstance(treat(photo, Treatment(quality=80)).work, Copy)


def test_a_picture_above_the_limit_is_made_to_fit() -> None:
    wanted = Recipe(Format.JPEG, FULL, quality=90, max_size=1_000_000, not_above=2_000_000)
    assert recipe_of(PHOTO, Treatment(max_size=1_000_000, quality=90)) == wanted


@pytest.mark.parametrize(
    ("photo", "treatment", "bound"),
    [
        (PHOTO, Treatment(), None),
        (PHOTO, Treatment(max_size=2_000_000), Bound.FITS),
        (PHOTO, Treatment(max_size=2_000_000, quality=80), Bound.FITS),
        (COARSE, Treatment(quality=75), Bound.KEPT_ORIGINAL),
        (COARSE, Treatment(quality=Auto.GOOD), Bound.KEPT_ORIGINAL),
        (replace(PHOTO, format=Format.PNG), Treatment(quality=75), None),
        (PHOTO, Treatment(compress_over=2_000_000, max_size=1_000_000), None),
    ],
)
def test_why_the_bytes_stay_is_told(photo: Photo, treatment: Treatment, bound: Bound | None) -> None:
    assert treat(photo, treatment) == Plan(Verdict.PLACED, Copy(check=True), bound=bound)


def test_a_quality_is_never_above_that_of_the_original() -> None:
    assert recipe_of(COARSE, Treatment(quality=74)).own_quality == 75
    assert recipe_of(COARSE, Treatment(max_size=1_000_000)).own_quality == 75


def test_what_becomes_another_picture_does_not_care_how_good_it_was() -> None:
    for treatment in (Treatment(format=Format.WEBP), Treatment(resize=Resize(Size(100, 100)))):
        assert recipe_of(COARSE, treatment).own_quality is None


def test_no_result_is_above_its_original_but_in_another_format() -> None:
    assert recipe_of(PHOTO, Treatment(resize=Resize(Size(100, 100)), format=Format.WEBP)).not_above is None
    assert recipe_of(PHOTO, Treatment(resize=Resize(Size(100, 100)))).not_above == 2_000_000


@pytest.mark.parametrize("treatment", [Treatment(max_size=1_000_000), Treatment(quality=60, metadata=Metadata.PRIVATE)])
def test_the_original_does_not_go_where_it_cannot_stay(treatment: Treatment) -> None:
    assert recipe_of(PHOTO, treatment).worth_below is None


def test_a_quality_by_the_eye_is_a_score() -> None:
    fine = replace(PHOTO, header=Header(FULL, quality=96))
    recipe = recipe_of(fine, Treatment(quality=Auto.BEST, effort=Effort.SMALL))
    assert (recipe.quality, recipe.score, recipe.effort) == (None, 85, Effort.SMALL)


@pytest.mark.parametrize(("photo", "format_"), [(HEIC, Format.JPEG), (BITMAP, Format.PNG)])
def test_what_cannot_be_written_becomes_another_format_to_fit(photo: Photo, format_: Format) -> None:
    assert recipe_of(photo, Treatment(max_size=1_000_000)).format is format_


def test_pixels_go_before_quality_where_that_is_asked() -> None:
    assert recipe_of(PHOTO, Treatment(max_size=1_000_000, shrink=Shrink.FIRST)).shrink_first
    assert not recipe_of(PHOTO, Treatment(max_size=1_000_000)).shrink_first


@pytest.mark.parametrize(("size", "quality"), [(3_000_000, 88), (3_000_001, 85), (10_000_000, 85), (10_000_001, 75)])
def test_the_highest_rung_below_a_file_tells_its_quality(size: int, quality: int) -> None:
    treatment = Treatment(quality=88, quality_over=((10_000_000, 75), (3_000_000, 85)))
    assert recipe_of(replace(PHOTO, source=replace(SOURCE, size=size)), treatment).quality == quality


@pytest.mark.parametrize(("size", "kind"), [(3_000_000, Copy), (3_000_001, Recipe)])
def test_only_files_above_a_size_are_compressed(size: int, kind: type) -> None:
    treatment = Treatment(quality=88, max_size=6_000_000, compress_over=3_000_000)
    assert isinstance(treat(replace(PHOTO, source=replace(SOURCE, size=size)), treatment).work, kind)


def test_a_crop_fills_its_box() -> None:
    recipe = recipe_of(PHOTO, Treatment(resize=Resize(Size(800, 800), crop=Crop.ATTENTION)))
    assert (recipe.size, recipe.crop) == (Size(800, 800), "attention")


def test_nothing_is_cropped_from_a_picture_of_that_very_size() -> None:
    treatment = Treatment(resize=Resize(FULL, crop=Crop.CENTRE), format=Format.WEBP)
    assert recipe_of(PHOTO, treatment).crop == ""


def test_too_many_pixels_are_copied_unchecked_and_told() -> None:
    plan = treat(PHOTO, Treatment(max_pixels=11_999_999))
    assert plan.work == Copy(check=False)
    assert plan.reason == "not checked: 12 megapixels are more than --max-pixels allows"


def test_too_many_pixels_cannot_be_made_anew() -> None:
    with pytest.raises(Unfit, match="12 megapixels are more than --max-pixels allows"):
        treat(PHOTO, Treatment(max_pixels=11_999_999, format=Format.WEBP))


def test_pages_count_as_pixels() -> None:
    film = replace(PHOTO, format=Format.GIF, header=Header(Size(1000, 1000), pages=20))
    assert treat(film, Treatment(max_pixels=20_000_000)).work == Copy(check=True)
    assert treat(film, Treatment(max_pixels=19_999_999)).work == Copy(check=False)


@pytest.mark.parametrize(
    ("format_", "most"), [(Format.JPEG, 65_500), (Format.WEBP, 16_383), (Format.AVIF, 16_384), (Format.GIF, 65_535)]
)
def test_a_side_that_a_format_cannot_hold_is_told(format_: Format, most: int) -> None:
    long = replace(PHOTO, format=Format.PNG, header=Header(Size(10, most + 1)))
    with pytest.raises(Unfit, match=rf"10x{most + 1} is more than {format_} can hold \({most} a side\)"):
        treat(long, Treatment(format=format_))
    assert recipe_of(replace(long, header=Header(Size(10, most))), Treatment(format=format_)).format is format_
