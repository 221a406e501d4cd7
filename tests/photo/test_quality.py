"""Which quality is asked of a picture, and when its own is good enough."""

import pytest

from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.policy import Auto, Treatment
from vipsort.photo.quality import AUTO_CEILING, LOSSY, asked_quality, is_good_enough
from vipsort.photo.resize import Size

RUNGS = ((10_000, 75), (3_000, 85))


def own(quality: int | None) -> Header:
    return Header(Size(40, 30), quality=quality)


@pytest.mark.parametrize("quality", [None, 80, *Auto])
def test_a_plain_quality_is_asked_of_every_file(quality: int | Auto | None) -> None:
    assert asked_quality(1, Treatment(quality=quality)) == quality


@pytest.mark.parametrize(("size", "quality"), [(3_000, 88), (3_001, 85), (10_000, 85), (10_001, 75)])
@pytest.mark.parametrize("rungs", [RUNGS, RUNGS[::-1]])
def test_the_highest_rung_below_a_file_counts(size: int, quality: int, rungs: tuple[tuple[int, int], ...]) -> None:
    assert asked_quality(size, Treatment(quality=88, quality_over=rungs)) == quality


def test_below_every_rung_nothing_is_asked_where_there_is_no_plain_quality() -> None:
    assert asked_quality(3_000, Treatment(quality_over=RUNGS)) is None


def test_with_a_limit_a_number_is_only_the_ceiling_of_what_is_too_big() -> None:
    treatment = Treatment(quality=80, max_size=5_000)
    assert asked_quality(5_000, treatment) is None
    assert asked_quality(5_001, treatment) == 80


def test_with_a_limit_and_tiers_the_number_is_asked_of_what_fits_too() -> None:
    assert asked_quality(4_000, Treatment(quality=80, max_size=5_000, compress_over=3_000)) == 80


@pytest.mark.parametrize("level", Auto)
def test_what_is_seen_is_asked_of_what_fits_too(level: Auto) -> None:
    assert asked_quality(4_000, Treatment(quality=level, max_size=5_000)) is level


@pytest.mark.parametrize("target", sorted(set(Format) - LOSSY))
def test_what_is_lossless_is_good_enough(target: Format) -> None:
    assert is_good_enough(target, own(None), 1)


@pytest.mark.parametrize(("quality", "enough"), [(79, True), (80, True), (81, False)])
def test_a_jpeg_as_coarse_as_was_asked_is_left_alone(quality: int, *, enough: bool) -> None:
    assert is_good_enough(Format.JPEG, own(quality), 80) is enough


@pytest.mark.parametrize("level", Auto)
def test_a_jpeg_below_the_ceiling_of_a_level_is_left_alone(level: Auto) -> None:
    assert is_good_enough(Format.JPEG, own(AUTO_CEILING[level]), level)
    assert not is_good_enough(Format.JPEG, own(AUTO_CEILING[level] + 1), level)


def test_better_levels_have_higher_ceilings() -> None:
    assert AUTO_CEILING[Auto.LOW] < AUTO_CEILING[Auto.GOOD] < AUTO_CEILING[Auto.BEST]


@pytest.mark.parametrize("target", sorted(LOSSY - {Format.JPEG}))
def test_what_does_not_tell_how_good_it_is_is_tried_by_number_and_not_by_eye(target: Format) -> None:
    assert not is_good_enough(target, own(None), 80)
    assert is_good_enough(target, own(None), Auto.GOOD)
