"""New bytes of a picture, made by a recipe."""

import io
import zlib
from dataclasses import replace

import pytest
import pyvips
from blake3 import blake3

from conftest import PICTURES
from make import blank_png, noise, picture, read_picture
from vipsort.photo.errors import Undecodable, Unfit, Unreachable
from vipsort.photo.formats import BY_SUFFIX, FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.making import Bound
from vipsort.photo.model import Rendered
from vipsort.photo.quality import LOSSY
from vipsort.photo.resize import Resize, Size
from vipsort.photo.work import Recipe
from vipsort.pixels.metadata import read_metadata
from vipsort.pixels.render import render

DECODED = sorted(
    path.name
    for path in PICTURES.iterdir()
    if FACTS[BY_SUFFIX.get(path.suffix, Format.RAW)].opener is not Opener.NOBODY and path.name != "truncated.jpg"
)
WRITTEN = [Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF]
GPS = ["iphone-gps.jpg", "fuji-iptc-xmp-gps.jpg", "nikon-d5300-gps.heic"]


def known(name: str) -> tuple[bytes, Format, Header]:
    data = (PICTURES / name).read_bytes()
    return (data, *read_picture(data, name))


def made(data: bytes, recipe: Recipe) -> Rendered:
    rendered = render(data, *read_picture(data, "a"), recipe)
    assert rendered
    return rendered


def anew(name: str, format_: Format, metadata: str = "all") -> Rendered:
    """The picture of that name in its own size."""
    data, found, header = known(name)
    rendered = render(data, found, header, Recipe(format_, header.upright, metadata=metadata))
    assert rendered
    return rendered


def seen(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "")


def difference(one: pyvips.Image, other: pyvips.Image) -> float:
    """The mean difference of their samples."""
    mean: float = (one - other).abs().avg()
    return mean


@pytest.mark.parametrize("name", DECODED)
@pytest.mark.parametrize("edge", [None, 300, 20])
def test_every_picture_becomes_a_jpeg_upright_and_of_its_size(name: str, edge: int | None) -> None:
    data, format_, header = known(name)
    size = Resize(Size(edge, edge)).fit(header.upright) if edge else header.upright
    rendered = render(data, format_, header, Recipe(Format.JPEG, size))
    assert rendered
    found, after = read_picture(rendered.data, "a.jpg")
    assert (found, after.size, after.orientation) == (Format.JPEG, size, 1)
    assert rendered.digest == blake3(rendered.data).hexdigest()


@pytest.mark.parametrize("name", ["nikon.jpg", "16bit-exif-xmp.png", "outdoor.heic", "plain.bmp"])
@pytest.mark.parametrize("format_", WRITTEN)
def test_every_format_is_written(name: str, format_: Format) -> None:
    data, found, header = known(name)
    size = Resize(Size(50, 50)).fit(header.upright)
    rendered = render(data, found, header, Recipe(format_, size))
    assert rendered
    assert rendered.format is format_
    assert (rendered.making.quality is not None) is (format_ in LOSSY)
    assert read_picture(rendered.data, "a")[1].size == size


@pytest.mark.parametrize("name", ["nikon.jpg", "plain.png", "animated.gif", "nikon-d5300-gps.heic", "plain.bmp"])
@pytest.mark.parametrize("edge", [None, 25])
def test_an_open_file_gives_the_same_bytes(name: str, edge: int | None) -> None:
    data, format_, header = known(name)
    recipe = Recipe(Format.PNG, Resize(Size(edge, edge)).fit(header.upright) if edge else header.upright)
    with (PICTURES / name).open("rb") as file:
        from_file = render(file, format_, header, recipe)
    assert from_file == render(data, format_, header, recipe)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert anew("nikon.jpg", Format.WEBP) == anew("nikon.jpg", Format.WEBP)


@pytest.mark.parametrize("part", [0.5, 0.9])
@pytest.mark.parametrize("size", [Size(300, 200), Size(30, 20)])
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".avif"])
def test_half_a_picture_is_never_made_a_whole_one(suffix: str, size: Size, part: float) -> None:
    data = picture(suffix, size=(300, 200))
    format_, header = read_picture(data, "a")
    with pytest.raises(Undecodable):
        render(data[: int(len(data) * part)], format_, header, Recipe(Format.JPEG, size))


@pytest.mark.parametrize("size", [Size(2725, 2225), Size(300, 245)])
def test_a_real_cut_off_picture_is_told(size: Size) -> None:
    with pytest.raises(Undecodable):
        render(*known("truncated.jpg"), Recipe(Format.JPEG, size))


@pytest.mark.parametrize("part", [0.75, 0.9])
def test_an_animation_that_was_cut_off_is_told(part: float) -> None:
    data, format_, header = known("animated.gif")
    with pytest.raises(Undecodable, match="cut short"):
        render(data[: int(len(data) * part)], format_, header, Recipe(Format.WEBP, header.size))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("shrunk", [False, True])
def test_orientation_is_applied_and_not_applied_again(orientation: int, *, shrunk: bool) -> None:
    corner = pyvips.Image.black(64, 32).draw_rect([255.0], 0, 0, 24, 12, fill=True).copy()
    corner.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    data = corner.write_to_buffer(".png")
    upright = read_picture(data, "a.png")[1].upright
    rendered = made(data, Recipe(Format.PNG, upright.scaled(0.5) if shrunk else upright))
    expected = corner.autorot()
    if shrunk:
        expected = expected.resize(0.5)
    after = seen(rendered.data)
    assert (after.width, after.height) == (expected.width, expected.height)
    assert difference(after, expected) < 3
    assert read_metadata(rendered.data).orientation == 1


def test_a_turned_photograph_is_upright() -> None:
    rendered = anew("turned.jpg", Format.JPEG)
    assert read_metadata(rendered.data).orientation == 1
    assert difference(seen(rendered.data), seen(known("turned.jpg")[0]).autorot()) < 6


@pytest.mark.parametrize("name", ["alpha.png", "palette-alpha-xmp.png"])
@pytest.mark.parametrize("shrunk", [False, True])
def test_what_is_transparent_becomes_white_in_a_jpeg(name: str, *, shrunk: bool) -> None:
    clear = (noise() * 0).bandjoin(pyvips.Image.black(64, 48)).cast("uchar").copy(interpretation="srgb")
    size = Size(32, 24) if shrunk else Size(64, 48)
    after = seen(made(clear.write_to_buffer(".png"), Recipe(Format.JPEG, size)).data)
    assert (after.bands, after.min()) == (3, 255)
    assert seen(anew(name, Format.JPEG).data).bands == 3


def test_what_is_transparent_and_deep_becomes_white_too() -> None:
    clear = (noise() * 0).bandjoin(pyvips.Image.black(64, 48)).cast("ushort").copy(interpretation="rgb16")
    assert seen(made(clear.write_to_buffer(".png"), Recipe(Format.JPEG, Size(64, 48))).data).min() == 255


@pytest.mark.parametrize("format_", [Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF])
def test_what_is_transparent_stays_so_where_it_can(format_: Format) -> None:
    assert seen(anew("alpha.png", format_).data).hasalpha()


@pytest.mark.parametrize("format_", [Format.PNG, Format.TIFF])
def test_sixteen_bits_are_kept(format_: Format) -> None:
    assert seen(anew("16bit-exif-xmp.png", format_).data).format == "ushort"
    assert seen(anew("10bit-grey.heif", format_).data).format == "ushort"


def test_sixteen_bits_of_a_png_are_the_same_bits() -> None:
    assert difference(seen(anew("16bit-exif-xmp.png", Format.PNG).data), seen(known("16bit-exif-xmp.png")[0])) == 0


@pytest.mark.parametrize(("format_", "inks"), [(Format.JPEG, "cmyk"), (Format.TIFF, "cmyk"), (Format.WEBP, "srgb")])
def test_inks_are_kept_where_a_format_holds_them(format_: Format, inks: str) -> None:
    assert seen(anew("cmyk.jpg", format_).data).interpretation == inks


@pytest.mark.parametrize("format_", [Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF])
def test_inks_without_a_profile_are_colours(format_: Format) -> None:
    assert seen(anew("cmyk.jpg", format_, "none").data).interpretation == "srgb"


def other_colours() -> bytes:
    """A picture in a colour space that is not sRGB, with its profile."""
    image = pyvips.Image.black(32, 32).bandjoin([200, 40]).copy(interpretation="srgb")
    data: bytes = image.icc_transform("p3", input_profile="srgb").write_to_buffer(".png")
    return data


def test_a_profile_stays_with_its_colours() -> None:
    before = other_colours()
    after = made(before, Recipe(Format.PNG, Size(32, 32))).data
    assert seen(after).get_typeof("icc-profile-data")
    assert difference(seen(after), seen(before)) == 0


@pytest.mark.parametrize("size", [Size(32, 32), Size(16, 16)])
def test_colours_without_their_profile_are_srgb(size: Size) -> None:
    after = seen(made(other_colours(), Recipe(Format.PNG, size, metadata="none")).data)
    assert not after.get_typeof("icc-profile-data")
    assert after(5, 5) == pytest.approx([0, 200, 40], abs=3)


@pytest.mark.parametrize("name", GPS)
def test_everything_is_kept_where_everything_is_wanted(name: str) -> None:
    before, after = read_metadata(known(name)[0]), read_metadata(anew(name, Format.JPEG).data)
    assert (after.make, after.model, after.exif) == (before.make, before.model, before.exif)
    assert any(field.startswith("exif-ifd3-") for field in seen(anew(name, Format.JPEG).data).get_fields())


@pytest.mark.parametrize("name", GPS)
@pytest.mark.parametrize("format_", [Format.JPEG, Format.WEBP, Format.PNG, Format.AVIF])
def test_the_place_goes_and_the_date_stays_under_private(name: str, format_: Format) -> None:
    data = anew(name, format_, "private").data
    before, after = read_metadata(known(name)[0]), read_metadata(data)
    assert not any(field.startswith("exif-ifd3-") for field in seen(data).get_fields())
    assert "GPSDateStamp" not in after.exif
    assert b"exif:GPS" not in after.xmp
    assert after.iptc == b""
    assert after.exif.get("DateTimeOriginal") == before.exif.get("DateTimeOriginal")
    assert after.model == before.model


@pytest.mark.parametrize("name", GPS)
@pytest.mark.parametrize("format_", WRITTEN)
def test_nothing_is_said_under_none(name: str, format_: Format) -> None:
    after = read_metadata(anew(name, format_, "none").data)
    assert (after.exif, after.make, after.xmp, after.iptc) == ({}, "", b"", b"")


def test_what_a_format_cannot_hold_is_told_with_the_picture() -> None:
    assert anew("fuji-iptc-xmp-gps.jpg", Format.WEBP).note == "webp cannot hold its IPTC"
    assert anew("fuji-iptc-xmp-gps.jpg", Format.WEBP, "none").note == ""


@pytest.mark.parametrize("name", ["animated.gif", "animated.webp"])
@pytest.mark.parametrize("format_", [Format.GIF, Format.WEBP])
@pytest.mark.parametrize("scale", [1, 0.5])
def test_animation_is_kept_between_what_is_animated(name: str, format_: Format, scale: float) -> None:
    data, found, header = known(name)
    rendered = render(data, found, header, Recipe(format_, header.size.scaled(scale)))
    assert rendered
    after = read_picture(rendered.data, "a")[1]
    assert (after.size, after.pages) == (header.size.scaled(scale), header.pages)


@pytest.mark.parametrize("format_", [Format.PNG, Format.JPEG, Format.TIFF, Format.AVIF])
def test_the_first_frame_stands_for_an_animation(format_: Format) -> None:
    rendered = anew("animated.gif", format_)
    header = read_picture(rendered.data, "a")[1]
    assert (header.size, header.pages) == (Size(64, 48), 1)
    assert rendered.note == "the first of 4 pages"


def test_an_animation_is_cropped_to_its_first_frame() -> None:
    data, format_, header = known("animated.webp")
    rendered = render(data, format_, header, Recipe(Format.WEBP, Size(50, 50), crop="centre"))
    assert rendered
    after = read_picture(rendered.data, "a")[1]
    assert (after.size, after.pages) == (Size(50, 50), 1)


def paged() -> bytes:
    strip = pyvips.Image.arrayjoin([noise(seed=seed) for seed in range(3)], across=1).copy()
    data: bytes = strip.write_to_buffer(".tif", page_height=48)
    return data


@pytest.mark.parametrize("size", [Size(64, 48), Size(32, 24)])
def test_the_pages_of_a_tiff_are_kept(size: Size) -> None:
    after = read_picture(made(paged(), Recipe(Format.TIFF, size)).data, "a")[1]
    assert (after.size, after.pages) == (size, 3)


def test_pages_that_are_not_alike_are_no_broken_picture() -> None:
    data, format_, header = known("pages.tiff")
    with pytest.raises(Unfit):
        render(data, format_, header, Recipe(Format.TIFF, header.size))


@pytest.mark.parametrize("crop", ["centre", "entropy", "attention"])
@pytest.mark.parametrize("name", ["nikon.jpg", "turned.jpg", "plain.jp2"])
def test_a_crop_fills_its_box(name: str, crop: str) -> None:
    data, format_, header = known(name)
    rendered = render(data, format_, header, Recipe(Format.JPEG, Size(60, 40), crop=crop))
    assert rendered
    assert read_picture(rendered.data, "a")[1].size == Size(60, 40)


BIG = picture(".png", size=(400, 300))
WHOLE = Recipe(Format.JPEG, Size(400, 300))
NOISY = picture(".png", size=(100, 75))


@pytest.mark.parametrize("format_", WRITTEN)
@pytest.mark.parametrize("limit", [20_000, 8_000, 3_000])
@pytest.mark.parametrize("shrink_first", [False, True])
def test_no_file_is_bigger_than_its_limit(format_: Format, limit: int, *, shrink_first: bool) -> None:
    rendered = made(NOISY, Recipe(format_, Size(100, 75), max_size=limit, shrink_first=shrink_first))
    assert len(rendered.data) <= limit
    assert read_picture(rendered.data, "a")[0] is format_
    assert rendered.making.encodes >= 1


@pytest.mark.parametrize(
    ("recipe", "bound"),
    [
        (WHOLE, Bound.CEILING),
        (replace(WHOLE, max_size=10**7), Bound.CEILING),
        (replace(WHOLE, max_size=30_000), Bound.SIZE),
        (replace(WHOLE, max_size=2_000), Bound.SHRUNK),
        (replace(WHOLE, max_size=30_000, shrink_first=True), Bound.SHRUNK),
        (replace(WHOLE, max_size=10**7, shrink_first=True), Bound.CEILING),
        (replace(WHOLE, format=Format.PNG), None),
        (replace(WHOLE, format=Format.PNG, max_size=30_000), Bound.SHRUNK),
    ],
)
def test_what_decided_is_told(recipe: Recipe, bound: Bound | None) -> None:
    assert made(BIG, recipe).making.bound is bound


def test_the_best_quality_that_fits_is_taken() -> None:
    rendered = made(BIG, replace(WHOLE, max_size=30_000))
    assert rendered.making.quality
    better = made(BIG, replace(WHOLE, quality=rendered.making.quality + 2, max_size=10**7))
    assert len(rendered.data) <= 30_000 < len(better.data)
    assert read_picture(rendered.data, "a")[1].size == WHOLE.size


def test_the_quality_that_was_asked_for_is_the_ceiling() -> None:
    assert made(BIG, replace(WHOLE, quality=40, max_size=10**7)).making.quality == 40
    assert made(BIG, replace(WHOLE, quality=40, max_size=3_000, shrink_first=True)).making.quality == 40


@pytest.mark.parametrize(("limit", "bound"), [(30_000, Bound.SIZE), (6_000, Bound.SHRUNK)])
def test_an_animation_is_made_smaller_with_all_its_frames(limit: int, bound: Bound) -> None:
    data, format_, header = known("animated.webp")
    rendered = render(data, format_, header, Recipe(Format.GIF, header.size, max_size=limit))
    assert rendered
    after = read_picture(rendered.data, "a")[1]
    assert len(rendered.data) <= limit
    assert (after.pages, rendered.making.bound) == (10, bound)


def test_what_cannot_be_that_small_is_told() -> None:
    with pytest.raises(Unreachable, match=r"its metadata and headers alone take .* of 20 B"):
        made(BIG, replace(WHOLE, max_size=20))


@pytest.mark.parametrize("format_", WRITTEN)
@pytest.mark.parametrize("shrink_first", [False, True])
@pytest.mark.parametrize("limit", [0, 1])
def test_nothing_fits_into_nothing(format_: Format, limit: int, *, shrink_first: bool) -> None:
    with pytest.raises(Unreachable):
        made(NOISY, Recipe(format_, Size(100, 75), max_size=limit, shrink_first=shrink_first))


@pytest.mark.parametrize("quality", [30, 80])
def test_no_quality_is_above_that_of_the_original(quality: int) -> None:
    before = made(BIG, replace(WHOLE, quality=quality)).data
    header = read_picture(before, "a.jpg")[1]
    assert header.quality == quality
    again = replace(WHOLE, own_quality=header.quality)
    assert made(before, replace(again, quality=90)).making.quality == quality
    fitted = made(before, replace(again, max_size=10**7)).making
    assert (fitted.quality, fitted.bound) == (quality, Bound.CEILING)


def test_no_result_is_bigger_than_its_original() -> None:
    coarse = made(BIG, replace(WHOLE, quality=40)).data
    made_anew = made(coarse, replace(WHOLE, quality=95, metadata="none", not_above=len(coarse)))
    assert len(made_anew.data) <= len(coarse)
    assert made_anew.making.encodes == sum(step.share == 1 for step in made_anew.making.steps) > 1


def test_an_original_that_is_as_small_is_kept() -> None:
    small = made(BIG, replace(WHOLE, quality=30)).data
    format_, header = read_picture(small, "a.jpg")
    again = replace(WHOLE, quality=90, worth_below=len(small))
    assert render(small, format_, header, again) is None
    assert render(small, format_, header, replace(again, quality=10))


def test_more_pixels_than_a_format_holds_are_its_own_fault() -> None:
    data = pyvips.Image.black(16_400, 2).write_to_buffer(".png")
    with pytest.raises(Unfit, match="libvips cannot make this webp"):
        made(data, Recipe(Format.WEBP, Size(16_400, 2)))


def test_a_giant_is_rendered_from_its_file() -> None:
    format_, header = read_picture(BIG, "a.png")
    assert render(io.BytesIO(BIG), format_, header, WHOLE) == render(BIG, format_, header, WHOLE)


def test_words_in_a_png_go_where_nothing_is_to_be_said() -> None:
    plain = blank_png(64, 48)
    body = b"tEXtAuthor\0somebody"
    chunk = len(body[4:]).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    told = plain[:33] + chunk + plain[33:]  # behind the signature and the header
    rendered = made(told, Recipe(Format.PNG, Size(64, 48), metadata="none", only_metadata=True))
    assert b"somebody" not in rendered.data
