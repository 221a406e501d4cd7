"""JPEG: one table, chroma fixed, and as much entropy coding as the effort allows."""

from pathlib import Path

import pytest
import pyvips

from make import engine, noise, read_picture
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.jpeg import STREAMED_ABOVE, jpeg

__all__ = ["engine"]

PHOTOGRAPH = Path(__file__).parents[2] / "pictures/canon-s40.webp"
FEW, GIANT = 64 * 48, STREAMED_ABOVE + 1


def photograph() -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PHOTOGRAPH)).copy_memory()


def usual(effort: Effort = Effort.BALANCED) -> Encoder:
    return jpeg(effort, FEW, for_size=True)


def seen(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "")


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("for_size", [False, True])
def test_what_is_written_is_what_was_asked_for(effort: Effort, *, for_size: bool) -> None:
    data = jpeg(effort, FEW, for_size=for_size).write(noise(), 80)
    found, header = read_picture(data, "a")
    assert (found, header.size, header.quality) == (Format.JPEG, Size(64, 48), 80)


@pytest.mark.parametrize("effort", Effort)
def test_a_better_quality_is_a_bigger_file(effort: Effort) -> None:
    sizes = [len(usual(effort).write(noise(), quality)) for quality in range(5, 101, 5)]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("quality", [1, 60, 89, 90, 100])
def test_chroma_is_the_same_at_every_quality(effort: Effort, quality: int) -> None:
    encoder = usual(effort)
    assert encoder.richer
    assert seen(encoder.write(noise(), quality)).get("jpeg-chroma-subsample") == "4:2:0"
    assert seen(encoder.richer.write(noise(), quality)).get("jpeg-chroma-subsample") == "4:4:4"


@pytest.mark.parametrize("quality", [30, 60, 80, 95])
def test_more_effort_is_never_a_bigger_photograph(quality: int) -> None:
    small, balanced, fast = (
        len(usual(effort).write(photograph(), quality)) for effort in (Effort.SMALL, Effort.BALANCED, Effort.FAST)
    )
    assert small < balanced < fast


def test_a_cheaper_encoder_makes_files_of_nearly_the_same_size_in_less_work() -> None:
    encoder = usual(Effort.SMALL)
    assert encoder.cheaper
    assert 0 < encoder.work < 1
    for quality in (40, 80):
        small, cheap = (len(each.write(photograph(), quality)) for each in (encoder, encoder.cheaper))
        assert cheap == pytest.approx(small, rel=0.25)
    assert usual(Effort.FAST).cheaper is None


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("for_size", [False, True])
def test_giants_are_coded_plainly(effort: Effort, *, for_size: bool) -> None:
    giant = jpeg(effort, GIANT, for_size=for_size)
    assert giant == jpeg(Effort.FAST, FEW, for_size=for_size)
    assert not giant.options.keys() & {"optimize_coding", "interlace", "trellis_quant", "optimize_scans"}
    assert giant.cheaper is None


def test_a_plain_encode_is_not_made_in_several_passes() -> None:
    assert jpeg(Effort.BALANCED, FEW, for_size=False) == jpeg(Effort.FAST, FEW, for_size=False)


def test_qualities_are_all_there_are_and_the_floor_is_one_of_them() -> None:
    encoder = usual()
    assert encoder.qualities == tuple(range(1, 101))
    assert encoder.floor in encoder.qualities
    assert encoder.floor < encoder.usual in encoder.qualities


@pytest.mark.parametrize(("keep", "kept"), [("all", True), ("none", False)])
def test_metadata_are_written_as_asked(keep: str, *, kept: bool) -> None:
    told = noise().copy()
    told.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Make", "Canon")
    assert bool(seen(usual().write(told, 80, keep)).get_typeof("exif-ifd0-Make")) is kept
