"""The best quality whose file still fits; no images needed."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vipsort.photo.formats import Format
from vipsort.photo.making import Step
from vipsort.pixels.fit.curve import Curve, shape_of
from vipsort.pixels.fit.search import Search, search

PIXELS, OVERHEAD = 12_000_000, 20_000
SHAPE = shape_of(Format.JPEG)
UNKNOWN = Curve(SHAPE, PIXELS, OVERHEAD)
ALL = range(1, 101)
TYPICAL = (0.0,) * len(SHAPE.ways)
HABITS = st.tuples(*[st.floats(-2, 2)] * len(SHAPE.ways))
"""How much of each way a photograph has, in standard deviations."""


class Files:
    """An encoder whose files are known beforehand; `asked` are the qualities that it was asked for."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.asked: list[int] = []

    def encode(self, quality: int) -> bytes:
        self.asked.append(quality)
        return bytes(self.sizes[quality - 1])


def sizes_of(habits: Sequence[float]) -> list[int]:
    """The sizes of a photograph that is as the model has it, never falling, in kilobytes to be quick."""
    logs = [
        SHAPE.mean[place] + sum(habit * way[place] for habit, way in zip(habits, SHAPE.ways, strict=True))
        for place in range(100)
    ]
    sizes = [round(math.exp(log) * PIXELS / 1000) for log in logs]
    return [max(sizes[: place + 1]) for place in range(100)]


def best(sizes: Sequence[int], qualities: Sequence[int], limit: int) -> int | None:
    """What trying them all would find."""
    return max((quality for quality in qualities if sizes[quality - 1] <= limit), default=None)


def honest(found: Search, files: Files, qualities: Sequence[int], limit: int) -> None:
    """What is true of every search, whatever sizes do."""
    assert found.steps == tuple(Step(quality, 1.0, files.sizes[quality - 1]) for quality in files.asked)
    assert len(files.asked) == len(set(files.asked)) <= len(qualities).bit_length() + 3
    assert set(files.asked) <= set(qualities)
    assert len(found.data) <= limit
    if found.quality is None:
        assert found.data == b""
        assert files.sizes[qualities[0] - 1] > limit
    else:
        assert len(found.data) == files.sizes[found.quality - 1]
        assert found.quality == max(step.quality or 0 for step in found.steps if step.size <= limit)


@given(
    sizes=st.lists(st.integers(0, 5_000), min_size=100, max_size=100),
    limit=st.integers(0, 5_000),
    pixels=st.integers(1, 100_000),
    overhead=st.integers(0, 6_000),
    lowest=st.integers(1, 100),
)
def test_whatever_sizes_do_nothing_is_over_the_limit_and_the_end_is_near(
    sizes: list[int], limit: int, pixels: int, overhead: int, lowest: int
) -> None:
    files, qualities = Files(sizes), range(lowest, 101)
    found = search(files.encode, Curve(SHAPE, pixels, overhead), qualities, limit)
    honest(found, files, qualities, limit)


@given(
    start=st.integers(0, 3_000),
    steps=st.lists(st.sampled_from([0, 0, 1, 10, 100_000]), min_size=100, max_size=100),
    limit=st.integers(0, 300_000),
    probe=st.none() | st.integers(0, 10**9),
)
def test_a_curve_that_is_quite_wrong_costs_encodes_and_no_more(
    start: int, steps: list[int], limit: int, probe: int | None
) -> None:
    files = Files([start + sum(steps[:place]) for place in range(1, 101)])
    curve = UNKNOWN if probe is None else UNKNOWN.after_probe(probe, 0.125)
    honest(search(files.encode, curve, ALL, limit), files, ALL, limit)


@settings(max_examples=300)
@given(habits=HABITS, percent=st.floats(0, 1.2), rungs=st.sampled_from([ALL, range(30, 96), range(2, 101, 3)]))
def test_a_photograph_gets_the_best_quality_that_fits_or_the_one_below(
    habits: tuple[float, ...], percent: float, rungs: Sequence[int]
) -> None:
    sizes = sizes_of(habits)
    limit = round(sizes[-1] * percent)
    files, curve = Files(sizes), Curve(SHAPE, PIXELS // 1000, 0)
    found = search(files.encode, curve, rungs, limit)
    honest(found, files, rungs, limit)
    wanted = best(sizes, rungs, limit)
    if wanted is None or found.quality is None:
        assert found.quality is wanted
    else:
        assert rungs.index(wanted) - rungs.index(found.quality) in {0, 1}


@example(habits=(-2.0, 0.0, 0.0, 0.0, 0.0, -2.0), quality=49)  # one in a thousand takes the third
@given(habits=HABITS, quality=st.integers(30, 95))
def test_what_is_known_beforehand_is_encoded_three_times_at_most(habits: tuple[float, ...], quality: int) -> None:
    sizes = sizes_of(habits)
    known = Curve(SHAPE, PIXELS // 1000, 0)
    for place in range(10, 101, 10):
        known = known.after(place, sizes[place - 1])
    files = Files(sizes)
    search(files.encode, known, range(30, 96), (sizes[quality - 1] + sizes[quality]) // 2)
    assert len(files.asked) <= 3  # once, and on both sides of it


def test_what_fits_at_its_best_is_encoded_once() -> None:
    files = Files(sizes_of(TYPICAL))
    found = search(files.encode, Curve(SHAPE, PIXELS // 1000, 0), ALL, 10**9)
    assert (found.quality, files.asked) == (100, [100])


@pytest.mark.parametrize("quality", [1, 50, 100])
def test_one_quality_is_tried_and_no_other(quality: int) -> None:
    files = Files([quality * 10 for quality in ALL])
    found = search(files.encode, UNKNOWN, [quality], quality * 10)
    assert (found.quality, files.asked) == (quality, [quality])
    assert search(files.encode, UNKNOWN, [quality], quality * 10 - 1).quality is None


def test_what_cannot_fit_has_no_quality_and_tells_what_was_tried() -> None:
    files = Files([100] * 100)
    found = search(files.encode, UNKNOWN, ALL, 99)
    assert (found.data, found.quality) == (b"", None)
    assert found.steps
    assert found.steps[-1] == Step(1, 1.0, 100)


def test_what_was_foretold_of_the_file_that_was_kept_is_told() -> None:
    sizes = sizes_of([1, *TYPICAL[1:]])
    curve = Curve(SHAPE, PIXELS // 1000, 0).after(60, sizes[59])
    found = search(Files(sizes).encode, curve, [70], 10**9)
    assert found.predicted == curve.size(70)
    assert found.predicted == pytest.approx(sizes[69], rel=0.1)
    assert found.curve.size(70) == pytest.approx(sizes[69], rel=0.002)
