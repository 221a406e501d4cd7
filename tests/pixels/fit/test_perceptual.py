"""The search for the lowest quality that looks good enough."""

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.formats import Format
from vipsort.pixels.fit.perceptual import Aim, Look, quality_for
from vipsort.pixels.fit.score_shape import ScoreShape, score_shape_of

FORMATS = [Format.JPEG, Format.WEBP, Format.AVIF]
EVERY = range(1, 101)
TARGETS = st.sampled_from([65, 75, 85])

shapes = st.sampled_from([score_shape_of(format_) for format_ in FORMATS])
ladders = st.sets(st.integers(1, 100), min_size=1).map(sorted)
rising = st.lists(st.floats(-50, 100), min_size=100, max_size=100).map(sorted)
anything = st.lists(st.floats(-300, 100), min_size=100, max_size=100)


def photograph(shape: ScoreShape, height: float, tilt: float) -> Callable[[int], float]:
    """The scores of a picture that loses more or less than most, and falls more or less steeply, in logarithms."""
    middle = shape.loss(75)
    return lambda quality: 100 - math.exp(middle + height + (shape.loss(quality) - middle) * (1 + tilt))


@given(st.builds(Aim, TARGETS, st.booleans(), st.booleans()), shapes, ladders, anything)
def test_it_ends_with_an_allowed_quality_and_looks_nowhere_twice(
    aim: Aim, shape: ScoreShape, qualities: Sequence[int], scores: Sequence[float]
) -> None:
    looked = quality_for(aim, shape, qualities, lambda quality: scores[quality - 1])
    places = [look.quality for look in looked.looks]
    assert looked.quality in qualities
    assert len(set(places)) == len(places) <= 10


@given(shapes, TARGETS, ladders, rising)
def test_what_is_kept_was_looked_at(
    shape: ScoreShape, target: int, qualities: Sequence[int], scores: Sequence[float]
) -> None:
    looked = quality_for(Aim(target, tiled=False, kept=True), shape, qualities, lambda quality: scores[quality - 1])
    assert Look(looked.quality, looked.score) in looked.looks
    assert looked.score == scores[looked.quality - 1]
    if looked.reached:
        assert looked.score >= target - 2.5
    else:
        assert looked.quality == qualities[-1]
        assert looked.score < target


@given(st.builds(Aim, TARGETS, st.just(value=False), st.booleans()), shapes, st.floats(-0.4, 0.4), st.floats(-0.3, 0.3))
def test_a_photograph_comes_near_the_target_in_few_looks(
    aim: Aim, shape: ScoreShape, height: float, tilt: float
) -> None:
    score_at = photograph(shape, height, tilt)
    looked = quality_for(aim, shape, EVERY, score_at)
    assert len(looked.looks) <= 4
    score, near = score_at(looked.quality), 2.5 if aim.kept else 1.5  # points
    if looked.reached:
        step = score - score_at(looked.quality - 1)
        assert aim.score - near <= score <= aim.score + near + step
    else:
        assert looked.quality == 100
        assert score < aim.score + near


@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_like_most_needs_one_look(format_: Format) -> None:
    shape = score_shape_of(format_)
    assert len(quality_for(Aim(75, tiled=False, kept=True), shape, EVERY, photograph(shape, 0, 0)).looks) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_it_says_when_the_highest_quality_falls_short(*, kept: bool) -> None:
    looked = quality_for(Aim(85, tiled=False, kept=kept), score_shape_of(Format.JPEG), range(10, 61), lambda _: 40)
    assert (looked.quality, looked.reached) == (60, False)


def test_a_picture_that_loses_nothing_gets_the_lowest_quality() -> None:
    shape = score_shape_of(Format.JPEG)
    assert quality_for(Aim(75, tiled=False, kept=False), shape, EVERY, lambda _: 100).quality == 1


def test_what_tiles_score_is_corrected_for_the_whole() -> None:
    shape = score_shape_of(Format.JPEG)
    looked = quality_for(Aim(75, tiled=True, kept=True), shape, EVERY, lambda _: 75)
    assert looked.score == shape.of_whole(75)


@pytest.mark.parametrize("format_", FORMATS)
def test_photographs_look_better_at_every_higher_quality(format_: Format) -> None:
    scores = [score_shape_of(format_).score(quality) for quality in EVERY]
    assert scores == sorted(set(scores))
