"""How a picture gets its bytes: encoded once, or searched for where a size is asked."""

from dataclasses import replace

import pytest

from make import engine, picture, read_picture
from vipsort.photo.errors import Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.making import Bound, Step
from vipsort.photo.model import Rendered
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.fit.make import CEILING, make

__all__ = ["engine"]

BIG = picture(".png", size=(200, 150))
FREE = Recipe(Format.JPEG, Size(200, 150))
ROOM = 10**7


def drawn(recipe: Recipe) -> Canvas:
    return Canvas(BIG, *read_picture(BIG, "a.png"), recipe)


def made(recipe: Recipe) -> Rendered:
    rendered = make(drawn(recipe))
    assert rendered
    return rendered


def test_what_is_free_is_encoded_once_at_the_usual_quality() -> None:
    rendered = made(FREE)
    assert rendered.making.steps == (Step(85, 1.0, len(rendered.data)),)
    assert (rendered.making.quality, rendered.making.bound, rendered.making.predicted) == (85, Bound.CEILING, None)


def test_with_room_for_all_the_quality_is_the_ceiling_and_no_higher() -> None:
    making = made(replace(FREE, max_size=ROOM)).making
    assert (making.quality, making.bound, making.encodes) == (CEILING, Bound.CEILING, 1)


def test_a_limit_that_does_not_bind_changes_nothing() -> None:
    large = picture(".png", size=(800, 600))
    recipe = Recipe(Format.JPEG, Size(800, 600), quality=88)
    free, within = (
        make(Canvas(large, *read_picture(large, "a"), replace(recipe, max_size=most))) for most in (None, ROOM)
    )
    assert free
    assert within
    assert within.data == free.data


@pytest.mark.parametrize("shrink_first", [False, True])
@pytest.mark.parametrize(
    ("asked", "own", "kept"), [(40, None, 40), (40, 60, 40), (60, 40, 40), (None, 40, 40), (99, None, 99)]
)
def test_neither_the_asked_quality_nor_the_own_one_is_exceeded(
    asked: int | None, own: int | None, kept: int, *, shrink_first: bool
) -> None:
    recipe = replace(FREE, quality=asked, own_quality=own, shrink_first=shrink_first)
    assert made(recipe).making.quality == kept
    assert made(replace(recipe, max_size=ROOM)).making.quality == kept


def test_pixels_first_keeps_the_usual_quality_and_quality_first_the_pixels() -> None:
    recipe = replace(FREE, max_size=8_000)
    by_pixels, by_quality = made(replace(recipe, shrink_first=True)).making, made(recipe).making
    assert (by_pixels.quality, by_pixels.bound, by_pixels.scale < 1) == (85, Bound.SHRUNK, True)
    assert (by_quality.bound, by_quality.scale) == (Bound.SIZE, 1)
    assert by_quality.quality
    assert by_quality.quality < 85


def test_more_effort_is_a_better_quality_at_the_same_size() -> None:
    fast, small = (made(replace(FREE, max_size=12_000, effort=effort)).making for effort in (Effort.FAST, Effort.SMALL))
    assert fast.quality
    assert small.quality
    assert fast.quality < small.quality


@pytest.mark.parametrize("not_above", [12_000, 20_000])
def test_the_bytes_of_an_original_are_kept_to_where_that_is_possible(not_above: int) -> None:
    rendered = made(replace(FREE, quality=95, not_above=not_above))
    assert len(rendered.data) <= not_above
    assert rendered.making.steps[0].size > not_above
    assert rendered.making.encodes >= 2


def test_an_original_that_nobody_can_be_below_goes_in_its_place_where_it_may() -> None:
    assert make(drawn(replace(FREE, not_above=10))) is None
    private = make(drawn(replace(FREE, not_above=10, metadata="private")))
    assert private
    assert (private.making.quality, private.making.scale) == (85, 1)


@pytest.mark.parametrize("format_", [Format.JPEG, Format.WEBP, Format.AVIF, Format.PNG, Format.TIFF, Format.GIF])
def test_what_was_asked_and_cannot_be_is_told(format_: Format) -> None:
    with pytest.raises(Unreachable):
        made(Recipe(format_, Size(200, 150), max_size=10, effort=Effort.FAST))


@pytest.mark.parametrize("format_", [Format.PNG, Format.TIFF, Format.GIF])
@pytest.mark.parametrize("limit", [3_500, 6_000])
def test_a_picture_without_quality_that_is_made_smaller_fills_its_limit(format_: Format, limit: int) -> None:
    rendered = made(Recipe(format_, Size(200, 150), max_size=limit, effort=Effort.FAST))
    assert rendered.making.bound is Bound.SHRUNK
    assert 0.9 * limit <= len(rendered.data) <= limit
