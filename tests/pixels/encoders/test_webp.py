"""WebP: lossy and lossless."""

from pathlib import Path

import pytest
import pyvips

from make import engine, noise, read_picture
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.pixels.encoders.webp import lossless_webp, webp

__all__ = ["engine"]

PHOTOGRAPH = Path(__file__).parents[2] / "pictures/canon-s40.webp"


def photograph() -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PHOTOGRAPH)).copy_memory()


def seen(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "")


@pytest.mark.parametrize("effort", Effort)
def test_what_is_written_is_what_was_asked_for(effort: Effort) -> None:
    for data in (webp(effort).write(noise(), 80), lossless_webp(effort).write(noise(), None)):
        found, header = read_picture(data, "a")
        assert (found, header.size) == (Format.WEBP, Size(64, 48))


@pytest.mark.parametrize("effort", Effort)
def test_a_better_quality_is_a_bigger_file(effort: Effort) -> None:
    sizes = [len(webp(effort).write(noise(), quality)) for quality in range(10, 101, 10)]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("quality", [20, 60, 90])
def test_more_effort_is_never_a_bigger_photograph(quality: int) -> None:
    small, balanced, fast = (
        len(webp(effort).write(photograph(), quality)) for effort in (Effort.SMALL, Effort.BALANCED, Effort.FAST)
    )
    assert small <= balanced <= fast


def test_a_cheaper_encoder_makes_files_of_nearly_the_same_size_in_less_work() -> None:
    encoder = webp(Effort.SMALL)
    assert encoder.cheaper
    assert 0 < encoder.work < 1
    for quality in (40, 80):
        small, cheap = (len(each.write(photograph(), quality)) for each in (encoder, encoder.cheaper))
        assert cheap == pytest.approx(small, rel=0.2)


@pytest.mark.parametrize("effort", Effort)
def test_what_is_lossless_loses_nothing(effort: Effort) -> None:
    picture = photograph().crop(0, 0, 200, 150)
    again = seen(lossless_webp(effort).write(picture, None))
    assert (again - picture).abs().max() == 0
    assert lossless_webp(effort).qualities == ()


def test_what_is_transparent_stays_so() -> None:
    clear = noise().bandjoin(100)
    for data in (webp(Effort.FAST).write(clear, 80), lossless_webp(Effort.FAST).write(clear, None)):
        assert seen(data).hasalpha()
        assert seen(data)[3].avg() == pytest.approx(100, abs=1)
