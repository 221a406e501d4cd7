"""PNG under a limit: what every rung keeps, and what it says of what it does not."""

from itertools import pairwise
from pathlib import Path

import pytest
import pyvips

from make import engine, noise
from vipsort.photo.policy import Effort
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.png import png, png_rungs
from vipsort.pixels.encoders.rung import Rung

__all__ = ["engine"]

PICTURES = Path(__file__).parents[2] / "pictures"


def opened(name: str) -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PICTURES / name)).copy_memory()


def read(rung: Rung, image: pyvips.Image) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(rung.encoder.write(image, None), "")


def leaf() -> pyvips.Image:
    """Soft shades and a little noise, as a camera sees them."""
    return (noise(192, 128).gaussblur(4) + noise(192, 128, seed=2) * 0.05).cast("uchar").copy(interpretation="srgb")


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("content", Content)
def test_what_is_not_said_to_be_harmed_is_not(effort: Effort, content: Content) -> None:
    for image in (leaf(), opened("alpha.png"), opened("16bit-exif-xmp.png"), leaf().colourspace("b-w")):
        silent = [rung for rung in png_rungs(effort, content, image) if not rung.note]
        assert silent[0].encoder == png(effort, content)
        for rung in silent:
            written = read(rung, image)
            assert (written.format, written.bands) == (image.format, image.bands)
            assert (written - image).abs().max() == 0


@pytest.mark.parametrize("content", Content)
@pytest.mark.parametrize("name", ["alpha.png", "palette-alpha-xmp.png"])
def test_alpha_survives_every_rung(content: Content, name: str) -> None:
    image = opened(name)
    for rung in png_rungs(Effort.BALANCED, content, image):
        written = read(rung, image)
        assert written.hasalpha(), rung.note
        assert abs(written[-1].avg() - image[-1].avg()) < 6, rung.note


def test_sixteen_bits_become_eight_before_there_is_a_palette() -> None:
    image = opened("16bit-exif-xmp.png")
    rungs = png_rungs(Effort.BALANCED, Content.PHOTOGRAPH, image)
    depths = {rung.note: read(rung, image).format for rung in rungs}
    assert list(depths)[:3] == ["", "with 8 bits a channel", "with a palette of 256 colours"]
    assert list(depths.values()) == ["ushort"] + ["uchar"] * (len(depths) - 1)


@pytest.mark.parametrize("deep", [False, True])
def test_a_palette_holds_as_many_colours_as_are_said(deep: bool) -> None:
    image = leaf().colourspace("rgb16") if deep else leaf()
    for rung in png_rungs(Effort.FAST, Content.GRAPHIC, image):
        data = rung.encoder.write(image, None)
        if "palette" in rung.note:
            assert b"PLTE" in data
            entries = int.from_bytes(data[(at := data.index(b"PLTE")) - 4 : at], "big") // 3
            assert entries <= (16 if "16" in rung.note else 256)


def test_grey_gets_no_palette_of_as_many_shades_as_it_has() -> None:
    notes = [rung.note for rung in png_rungs(Effort.BALANCED, Content.PHOTOGRAPH, leaf().colourspace("b-w"))]
    assert [note for note in notes if note] == ["with a palette of 16 colours"]


@pytest.mark.parametrize("effort", Effort)
def test_each_harm_makes_a_photograph_smaller(effort: Effort) -> None:
    image = leaf()
    sizes = [len(rung.encoder.write(image, None)) for rung in png_rungs(effort, Content.PHOTOGRAPH, image)]
    assert all(after <= before for before, after in pairwise(sizes))
    assert sizes[-1] < sizes[0] / 2


def test_no_file_is_smaller_than_its_rung_foretells() -> None:
    for image in (leaf(), opened("alpha.png"), opened("16bit-exif-xmp.png"), opened("plain.png")):
        for content in Content:
            rungs = png_rungs(Effort.BALANCED, content, image)
            sizes = [len(rung.encoder.write(image, None)) for rung in rungs]
            for (before, after), rung in zip(pairwise(sizes), rungs[1:], strict=True):
                assert after >= before * rung.least, (rung.note, before, after)


def test_one_pixel_goes_down_every_rung() -> None:
    image = pyvips.Image.black(1, 1, bands=4).copy(interpretation="srgb")
    for rung in png_rungs(Effort.BALANCED, Content.GRAPHIC, image):
        assert read(rung, image).width == 1
