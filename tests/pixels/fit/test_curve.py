"""How a picture's size follows quality, bent to what was seen of it."""

import math
from itertools import pairwise
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.formats import Format
from vipsort.photo.quality import LOSSY
from vipsort.pixels.fit.curve import Curve, shape_of, solve

SHAPE = shape_of(Format.JPEG)
UNKNOWN = Curve(SHAPE, pixels=12_000_000, overhead=20_000)
QUALITIES = st.integers(1, 100)
SIZES = st.integers(30_000, 30_000_000)


def unsure(curve: Curve, quality: int) -> float:
    """How wide the limits are, as a logarithm, between which a file is likely to end."""
    expected = curve.size(quality) - curve.overhead
    step = next(step for step in range(1, 2_000) if curve.chance(quality, around(curve, expected, step)) > 0.84)
    return step / 1_000


def around(curve: Curve, expected: int, step: int) -> int:
    return curve.overhead + round(expected * math.exp(step / 1_000))


@pytest.mark.parametrize("format_", sorted(LOSSY))
def test_the_shape_of_every_lossy_format_is_sound(format_: Format) -> None:
    shape = shape_of(format_)
    assert len(shape.mean) == 100
    assert [len(way) for way in shape.ways] == [100] * len(shape.ways)
    assert all(lower <= upper for lower, upper in pairwise(shape.mean))
    assert shape.mean[0] < shape.mean[49] < shape.mean[99]
    assert 0 < shape.rest < 0.1
    assert 1 <= shape.probe_quality <= 100
    assert abs(shape.probe_bias) < 0.3
    assert 0 < shape.probe_spread < 0.3
    assert 0.5 < shape.shrink_power <= 1.2
    assert 0 < shape.shrink_spread < 0.3


@given(quality=QUALITIES, size=SIZES)
def test_a_curve_goes_through_what_was_seen(quality: int, size: int) -> None:
    assert UNKNOWN.after(quality, size).size(quality) == pytest.approx(size, rel=0.001)


@given(
    seen=st.dictionaries(st.sampled_from(range(5, 101, 5)), st.integers(1_000_000, 3_000_000), min_size=1, max_size=5)
)
def test_it_goes_through_everything_that_was_seen_however_odd(seen: dict[int, int]) -> None:
    curve = UNKNOWN
    for quality, size in seen.items():
        curve = curve.after(quality, size)
    for quality, size in seen.items():
        assert curve.size(quality) == pytest.approx(size, rel=0.05)


@pytest.mark.parametrize("quality", [10, 50, 90])
def test_it_is_sure_of_what_it_saw_and_less_sure_far_off(quality: int) -> None:
    curve = UNKNOWN.after(quality, 2_000_000)
    far = 95 if quality < 50 else 5
    near = quality + 1
    assert unsure(curve, quality) < unsure(curve, near) < unsure(curve, far) < unsure(UNKNOWN, far)


def test_a_probe_tells_less_than_a_whole_encode() -> None:
    quality = SHAPE.probe_quality
    probed = UNKNOWN.after_probe(250_000, 0.125)
    assert probed.size(quality) - probed.overhead == pytest.approx(2_000_000 * math.exp(-SHAPE.probe_bias), rel=0.05)
    assert unsure(UNKNOWN.after(quality, 2_020_000), quality) < unsure(probed, quality) < unsure(UNKNOWN, quality)


def test_a_likeness_tells_as_much_as_it_is_believed() -> None:
    close, loose = (UNKNOWN.after_likeness(60, 1_500_000, spread) for spread in (0.01, 0.1))
    assert close.size(60) == pytest.approx(1_520_000, rel=0.01)
    assert unsure(close, 60) < unsure(loose, 60)


@pytest.mark.parametrize("quality", [1, 30, 60, 95, 100])
def test_half_of_all_pictures_fit_what_is_expected(quality: int) -> None:
    for curve in (UNKNOWN, UNKNOWN.after(50, 2_000_000)):
        assert curve.chance(quality, curve.size(quality)) == pytest.approx(0.5, abs=0.02)


@given(quality=QUALITIES, limits=st.lists(st.integers(0, 10**9), min_size=2, max_size=10))
def test_more_room_is_never_a_smaller_chance(quality: int, limits: list[int]) -> None:
    for curve in (UNKNOWN, UNKNOWN.after(50, 2_000_000), UNKNOWN.after_probe(1, 0.125)):
        chances = [curve.chance(quality, limit) for limit in sorted(limits)]
        assert chances == sorted(chances)
        assert 0 <= chances[0] <= chances[-1] <= 1


@pytest.mark.parametrize("limit", [0, 1, 20_000])
def test_nothing_fits_where_headers_do_not(limit: int) -> None:
    assert UNKNOWN.chance(1, limit) == 0


@given(quality=st.integers(20, 100), limit=st.integers(100_000, 5_000_000))
def test_a_picture_made_smaller_by_its_factor_is_expected_to_fit(quality: int, limit: int) -> None:
    curve = UNKNOWN.after(50, 2_000_000)
    smaller = curve.made_smaller(quality, round(curve.pixels * curve.factor_for(quality, limit) ** 2))
    assert smaller.size(quality) == pytest.approx(limit, rel=0.05)
    assert smaller.overhead == curve.overhead


def test_fewer_pixels_are_smaller_files_at_every_quality() -> None:
    curve = UNKNOWN.after(50, 2_000_000)
    sizes = [curve.made_smaller(50, pixels).size(quality) for quality in (30, 80) for pixels in (10**5, 10**6, 10**7)]
    assert sizes[:3] == sorted(sizes[:3])
    assert sizes[3:] == sorted(sizes[3:])
    assert sizes[2] <= 2_000_000


@given(
    corner=st.lists(st.lists(st.floats(-3, 3), min_size=4, max_size=4), min_size=4, max_size=4),
    wanted=st.lists(st.floats(-100, 100), min_size=4, max_size=4),
    number=st.integers(0, 4),
)
def test_a_system_of_equations_is_solved(corner: list[list[float]], wanted: list[float], number: int) -> None:
    rows, wanted = [row[:number] for row in corner[:number]], wanted[:number]
    # Rows times rows, and something on the diagonal: symmetric and positive definite.
    matrix = [[sum(map(mul, one, other)) + 0.5 * (one is other) for other in rows] for one in rows]
    right = [sum(map(mul, row, wanted)) for row in matrix]
    assert solve(matrix, right) == pytest.approx(wanted, abs=1e-6)


def test_a_known_system_is_solved_and_left_as_it_was() -> None:
    matrix = [[4.0, 2.0], [2.0, 3.0]]
    assert solve(matrix, [2.0, 5.0]) == pytest.approx([-0.5, 2.0])
    assert matrix == [[4.0, 2.0], [2.0, 3.0]]
