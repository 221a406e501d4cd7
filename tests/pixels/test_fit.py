"""The best quality whose file still fits; no images needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.pixels.fit import CEILING, FLOOR, Fitted, best_quality, best_scale


def linear(quality: int) -> bytes:
    return bytes(quality * 10)


def area(scale: float) -> bytes:
    return bytes(int(10_000 * scale**2) + 50)


@given(limit=st.integers(0, 1_000), highest=st.integers(1, 100))
def test_the_highest_quality_that_fits_is_found(limit: int, highest: int) -> None:
    found = best_quality(linear, limit, highest)
    fitting = [quality for quality in range(min(FLOOR, highest), highest + 1) if quality * 10 <= limit]
    if fitting:
        assert isinstance(found, Fitted)
        assert found.quality == max(fitting)
        assert found.data == linear(max(fitting))
    else:
        assert isinstance(found, int)


@given(limit=st.integers(0, 1_000), sizes=st.lists(st.integers(0, 1_000), min_size=101, max_size=101))
def test_what_is_found_fits_though_sizes_jump(limit: int, sizes: list[int]) -> None:
    found = best_quality(lambda quality: bytes(sizes[quality]), limit, CEILING)
    assert isinstance(found, int) or len(found.data) == sizes[found.quality or 0] <= limit


@given(limit=st.integers(0, 1_000))
def test_every_encode_is_counted_and_there_are_few(limit: int) -> None:
    asked: list[int] = []

    def encode(quality: int) -> bytes:
        asked.append(quality)
        return linear(quality)

    found = best_quality(encode, limit, CEILING)
    assert (found if isinstance(found, int) else found.encodes) == len(asked) == len(set(asked)) <= 8


def test_what_fits_at_once_is_encoded_once() -> None:
    assert best_quality(linear, 10_000, 90) == Fitted(linear(90), 90, 1.0, 1)
    assert best_scale(area, 10_050) == Fitted(area(1.0), None, 1.0, 1)


@given(limit=st.integers(100, 10_049))
def test_a_scale_fits_and_fills_the_limit(limit: int) -> None:
    found = best_scale(area, limit)
    assert found
    assert len(found.data) <= limit
    assert len(found.data) >= limit * 0.7
    assert 0 < found.scale < 1
    assert found.encodes <= 12


@given(limit=st.integers(0, 5_000), offset=st.integers(0, 4_000), power=st.floats(0.5, 4))
def test_whatever_a_picture_is_like_what_is_found_fits(limit: int, offset: int, power: float) -> None:
    found = best_scale(lambda scale: bytes(int(10_000 * scale**power) + offset), limit)
    assert found is None or len(found.data) <= limit


def test_what_cannot_fit_is_told() -> None:
    assert best_scale(area, 49) is None


@pytest.mark.parametrize("highest", [1, 5, 9])
def test_a_ceiling_below_the_floor_is_the_floor(highest: int) -> None:
    found = best_quality(linear, 1_000, highest)
    assert isinstance(found, Fitted)
    assert found.quality == highest
