"""The walk down the rungs, on sizes that were never a picture."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from vipsort.photo.formats import Format
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.rung import Rung
from vipsort.pixels.fit.ladder import Stand, first_that_fits

SIZES = st.lists(st.integers(1, 5_000), min_size=1, max_size=7)
LIMITS = st.integers(0, 5_000)


def walk(sizes: list[int], limit: int, leasts: list[float] | None = None) -> Stand:
    rungs = [Rung(Encoder(Format.PNG, {"place": place}), str(place)) for place in range(len(sizes))]
    if leasts:
        rungs = [Rung(rung.encoder, rung.note, least) for rung, least in zip(rungs, leasts, strict=True)]
    return first_that_fits(rungs, lambda rung: bytes(sizes[int(rung.note)]), limit)


@settings(deadline=None)
@given(SIZES, LIMITS)
def test_the_first_that_fits_wins(sizes: list[int], limit: int) -> None:
    stand = walk(sizes, limit)
    fitting = [place for place, size in enumerate(sizes) if size <= limit]
    assert stand.fits == bool(fitting)
    assert int(stand.rung.note) == (fitting[0] if fitting else sizes.index(min(sizes)))
    assert len(stand.data) == sizes[int(stand.rung.note)]


@settings(deadline=None)
@given(SIZES, LIMITS)
def test_every_encode_is_a_step(sizes: list[int], limit: int) -> None:
    stand = walk(sizes, limit)
    assert [step.size for step in stand.steps] == sizes[: len(stand.steps)]
    assert len(stand.data) == (stand.steps[-1].size if stand.fits else min(sizes))
    assert {(step.quality, step.scale, step.share) for step in stand.steps} == {(None, 1.0, 1.0)}


@settings(deadline=None)
@given(SIZES, LIMITS)
def test_what_is_passed_over_does_not_fit_where_files_are_no_smaller_than_foretold(
    sizes: list[int], limit: int
) -> None:
    honest = [0.0, *(after / before for before, after in pairwise(sizes))]
    honest = [least * 0.999 for least in honest]
    stand, whole = walk(sizes, limit, honest), walk(sizes, limit)
    assert stand.fits == whole.fits
    assert stand.rung.note == whole.rung.note or not stand.fits


@settings(deadline=None)
@given(SIZES, LIMITS, st.floats(0, 2))
def test_nothing_is_called_unfit_before_the_last_rung_was_tried(sizes: list[int], limit: int, least: float) -> None:
    stand = walk(sizes, limit, [least] * len(sizes))
    assert stand.fits or stand.steps[-1].size == sizes[-1]


def test_rungs_far_above_the_limit_cost_no_encode() -> None:
    stand = walk([10_000, 9_000, 8_000, 300], limit=100, leasts=[0, 0.5, 0.5, 0.1])
    assert [step.size for step in stand.steps] == [10_000, 300]
