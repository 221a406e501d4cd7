"""The largest scale at which a picture fits; no images needed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.making import Step
from vipsort.pixels.fit.smaller import Room, Scaled, best_scale

FULL = 1_000_000
TRIES = 8


def power_law(power: float, overhead: int = 0) -> Callable[[float], bytes]:
    """A picture whose bytes follow its pixels to a power."""
    return lambda scale: bytes(overhead + round(FULL * scale ** (2 * power)))


def fitted(encode: Callable[[float], bytes], room: Room, first: float = 1.0) -> tuple[Scaled | None, list[float]]:
    """What was found, and the scales that were tried."""
    asked: list[float] = []

    def encoded(scale: float) -> bytes:
        asked.append(scale)
        return encode(scale)

    found = best_scale(encoded, 80, first, room)
    assert len(asked) <= TRIES
    assert all(room.least <= scale <= 1 for scale in asked)
    if found:
        assert found.data == encode(found.scale)
        assert len(found.data) <= room.limit
        assert found.steps == tuple(Step(80, scale, len(encode(scale))) for scale in asked)
        assert found.scale == max(step.scale for step in found.steps if step.size <= room.limit)
    else:
        assert all(len(encode(scale)) > room.limit for scale in asked)
    return found, asked


@given(power=st.floats(0.55, 1.1), part=st.floats(0.01, 0.99), overhead=st.integers(0, 50_000))
def test_a_limit_is_filled_in_few_tries(power: float, part: float, overhead: int) -> None:
    limit = overhead + round(FULL * part)
    found, asked = fitted(power_law(power, overhead), Room(limit, overhead, 0.001))
    assert found
    assert len(found.data) >= 0.97 * limit
    assert len(asked) <= 4


@given(power=st.floats(0.8, 0.9), part=st.floats(0.05, 0.9), off=st.floats(0.97, 1.03))
def test_a_good_first_guess_is_one_encode_or_two(power: float, part: float, off: float) -> None:
    right = part ** (0.5 / power)
    _found, asked = fitted(power_law(power), Room(round(FULL * part), 0, 0.001), first=min(1.0, right * off))
    assert len(asked) <= 3


@given(
    limit=st.integers(0, 300_000),
    overhead=st.integers(0, 100_000),
    sizes=st.lists(st.integers(0, 300_000), min_size=1, max_size=9),
    first=st.floats(0, 2),
    least=st.floats(0.01, 1),
)
def test_whatever_a_picture_is_like_what_is_found_fits(
    limit: int, overhead: int, sizes: list[int], first: float, least: float
) -> None:
    fitted(lambda scale: bytes(sizes[round(scale * 1e6) % len(sizes)]), Room(limit, overhead, least), first)


def test_what_fits_whole_is_encoded_once() -> None:
    found, asked = fitted(power_law(0.85), Room(FULL, 0, 0.001))
    assert found
    assert (found.scale, asked) == (1.0, [1.0])


def test_a_first_guess_that_is_too_careful_is_made_good() -> None:
    found, _asked = fitted(power_law(0.85), Room(FULL * 11 // 10, 0, 0.001), first=0.3)
    assert found
    assert found.scale == 1


@pytest.mark.parametrize("limit", [0, 1, 999])
def test_what_cannot_fit_is_told(limit: int) -> None:
    assert fitted(lambda _scale: bytes(1_000), Room(limit, 0, 0.05))[0] is None


def test_no_picture_is_made_smaller_than_the_smallest() -> None:
    found, asked = fitted(power_law(1.0), Room(100, 0, 0.25))
    assert found is None
    assert min(asked) == 0.25


def test_what_was_foretold_of_the_file_that_was_kept_is_told() -> None:
    found, asked = fitted(power_law(0.85), Room(300_000, 0, 0.001))
    assert found
    assert len(asked) == 2
    assert found.predicted == pytest.approx(len(found.data), rel=0.01)
