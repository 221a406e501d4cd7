"""AVIF: 64 quantisers behind 100 qualities."""

from pathlib import Path

import pytest
import pyvips

from make import engine, noise, read_picture
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.pixels.encoders.avif import WHOLE_CHROMA_UP_TO
from vipsort.pixels.encoders.avif import avif as avif_for
from vipsort.pixels.encoders.encoder import Encoder

__all__ = ["engine"]

PHOTOGRAPH = Path(__file__).parents[2] / "pictures/canon-s40.webp"


def avif(effort: Effort) -> Encoder:
    """The encoder for a picture that is no giant."""
    return avif_for(effort, 64 * 48)


def photograph() -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PHOTOGRAPH)).resize(0.4).copy_memory()


@pytest.mark.parametrize("effort", Effort)
def test_what_is_written_is_what_was_asked_for(effort: Effort) -> None:
    found, header = read_picture(avif(effort).write(noise(), 60), "a")
    assert (found, header.size) == (Format.AVIF, Size(64, 48))


def test_a_better_quality_is_a_bigger_file() -> None:
    sizes = [len(avif(Effort.FAST).write(noise(), quality)) for quality in range(10, 101, 10)]
    assert sizes == sorted(set(sizes))


def test_its_qualities_are_the_highest_of_those_that_make_the_same_file() -> None:
    picture = noise(32, 24).copy_memory()
    files = [avif(Effort.FAST).write(picture, quality) for quality in range(1, 101)]
    highest = [quality for quality in range(1, 101) if quality == 100 or files[quality - 1] != files[quality]]
    assert avif(Effort.FAST).qualities == tuple(highest)
    assert len(highest) == 64


@pytest.mark.parametrize("effort", Effort)
def test_every_effort_has_the_same_qualities(effort: Effort) -> None:
    encoder = avif(effort)
    assert encoder.qualities == avif(Effort.FAST).qualities
    assert encoder.qualities[0] < encoder.floor < encoder.usual < encoder.qualities[-1]


@pytest.mark.parametrize("effort", [Effort.BALANCED, Effort.SMALL])
def test_a_cheaper_encoder_makes_files_of_nearly_the_same_size_in_less_work(effort: Effort) -> None:
    encoder, picture = avif(effort), photograph()
    assert encoder.cheaper == avif(Effort.FAST)
    assert 0 < encoder.work < 1
    for quality in (31, 61):
        dear, cheap = (len(each.write(picture, quality)) for each in (encoder, avif(Effort.FAST)))
        assert cheap == pytest.approx(dear, rel=0.3)


@pytest.mark.parametrize("effort", Effort)
def test_colours_keep_every_pixel(effort: Effort) -> None:
    odd = pyvips.Image.xyz(64, 48)[0] % 2
    stripes = (odd * 255).bandjoin(odd * 0).bandjoin(255 - odd * 255).copy(interpretation="srgb")
    again = pyvips.Image.new_from_buffer(avif(effort).write(stripes.cast("uchar"), 90), "")
    assert (again - stripes).abs().avg() < 10


def test_what_is_transparent_stays_so() -> None:
    again = pyvips.Image.new_from_buffer(avif(Effort.FAST).write(noise().bandjoin(100), 60), "")
    assert again.hasalpha()


@pytest.mark.parametrize("effort", Effort)
def test_a_giant_is_as_it_is_but_for_its_chroma(effort: Effort) -> None:
    assert avif_for(effort, WHOLE_CHROMA_UP_TO) == avif(effort)
    giant = avif_for(effort, WHOLE_CHROMA_UP_TO + 1)
    assert giant.qualities == avif(effort).qualities
    assert giant.options != avif(effort).options
    assert giant.cheaper is None or giant.cheaper == avif_for(Effort.FAST, WHOLE_CHROMA_UP_TO + 1)
