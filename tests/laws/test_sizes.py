"""Sizes end to end: nothing over the limit, nothing changed without need, and the record says why."""

from collections.abc import Mapping

import pytest
import pyvips

from conftest import PICTURES, Tree, contents
from make import blank_png, engine, jpeg, picture
from vipsort.pixels.jpeg_quality import jpeg_quality

assert engine

TAKEN = "2019:07:04 10:11:12"
WRITTEN = {"jpeg": ".jpg", "webp": ".webp", "avif": ".avif"}
PHOTOGRAPH = pyvips.Image.new_from_file(str(PICTURES / "kyocera.avif")).copy_memory()  # 640x480


def shelf(suffix: str) -> Mapping[str, bytes]:
    """Big and small pictures of a format."""
    return {
        f"noise{suffix}": picture(suffix, 1, (320, 240)),
        f"photograph{suffix}": PHOTOGRAPH.write_to_buffer(suffix, Q=90, keep="none"),
        f"tall{suffix}": picture(suffix, 2, (60, 600)),
        f"small{suffix}": picture(suffix, 3),
    }


def mixed() -> Mapping[str, bytes]:
    """Pictures as people have them, each in its own folder."""
    names = ("nikon.jpg", "progressive.jpg", "iphone-gps.jpg", "canon-s40.webp", "turned.jpg", "alpha.png")
    real = {f"real/{name}": (PICTURES / name).read_bytes() for name in names}
    return real | {"a/fine.jpg": coarse(97), "b/noise.png": picture(".png", 1, (200, 150)), "b/q50.jpg": coarse(50)}


def coarse(quality: int) -> bytes:
    data: bytes = PHOTOGRAPH.write_to_buffer(".jpg", Q=quality, keep="none")
    return data


@pytest.mark.parametrize(("format_", "suffix"), WRITTEN.items())
@pytest.mark.parametrize("limit", [1_500, 6_000, 30_000])
def test_what_fits_goes_as_it_is_and_the_rest_fits_then(tree: Tree, format_: str, suffix: str, limit: int) -> None:
    sources = shelf(suffix)
    tree.write(sources)
    ran = tree.run("--layout", "flat", "--max-size", str(limit), "--format", format_, "--effort", "fast")
    assert ran.code == 0, ran.err
    placed = tree.placed()
    assert placed.keys() == sources.keys()
    for name, data in sources.items():
        told = ran.outcome(name)
        assert told["bytes_out"] == len(placed[name]) <= limit
        if len(data) <= limit:
            assert placed[name] == data
            assert (told["bound"], told["encodes"]) == ("fits", 0)
        else:
            assert told["bound"] in {"size", "shrunk", "ceiling"}
            assert told["encodes"] >= 1
            assert 1 <= told["quality"] <= 95
            assert (told["scale"] < 1) is (told["bound"] == "shrunk")
            assert told["predicted"] > 0


@pytest.mark.parametrize(
    "options",
    [
        ("--layout", "mirror", "--max-size", "20kB"),
        ("--layout", "mirror", "--quality", "80"),
        ("--layout", "mirror", "--quality-over", "10kB:70"),
        ("--layout", "mirror", "--max-size", "20kB", "--effort", "small", "--quality", "80"),
        ("--preset", "web", "--max-size", "18kB"),
        ("--preset", "shrink", "--max-size", "18kB"),
        ("--layout", "mirror", "--quality", "auto"),
        ("--layout", "mirror", "--quality", "auto:best", "--max-size", "40kB"),
    ],
)
def test_a_run_over_its_own_output_changes_nothing(tree: Tree, options: tuple[str, ...]) -> None:
    tree.write(mixed())
    ran = tree.run(*options)
    assert ran.code == 0, ran.err
    first, second = tree.placed(), tree.root / "second"
    again = tree.vipsort("run", tree.dst, second, *options)
    assert again.code == 0, again.err
    changed = {name for name, data in contents(second).items() if first[name] != data}
    assert not changed
    assert contents(second).keys() == first.keys()


@pytest.mark.parametrize(
    "options",
    [
        ("--quality", "95"),
        ("--quality", "95", "--effort", "fast", "--metadata", "private"),
        ("--resize", "95%"),
        ("--resize", "98%", "--max-size", "1MB"),
        ("--max-size", "1MB", "--metadata", "private"),
        ("--quality", "auto:best"),
    ],
)
def test_no_result_is_bigger_than_its_source(tree: Tree, options: tuple[str, ...]) -> None:
    lossy = {
        "q20.jpg": coarse(20),
        "q20.webp": PHOTOGRAPH.write_to_buffer(".webp", Q=20),
        "small.jpg": jpeg(TAKEN, 4),
        "nikon.jpg": (PICTURES / "nikon.jpg").read_bytes(),
    }
    tree.write(lossy)
    ran = tree.run("--layout", "flat", *options)
    assert ran.code == 0, ran.err
    grown = {name: len(data) for name, data in tree.placed().items() if len(data) > len(lossy[name])}
    assert not grown


@pytest.mark.parametrize(
    "options", [("--quality", "95"), ("--max-size", "20kB"), ("--max-size", "12kB", "--quality", "90")]
)
def test_no_quality_is_above_that_of_the_source(tree: Tree, options: tuple[str, ...]) -> None:
    sources = {f"{quality}.jpg": coarse(quality) for quality in (35, 60, 85)}
    tree.write(sources)
    ran = tree.run("--layout", "flat", *options)
    assert ran.code == 0, ran.err
    for name, after in tree.placed().items():
        own, now = jpeg_quality(sources[name]), jpeg_quality(after)
        assert own
        assert now
        assert now <= own
        assert (ran.outcome(name)["quality"] or 0) <= own


def test_into_no_room_nothing_is_written(tree: Tree) -> None:
    sources = {name: data for suffix in (".jpg", ".png", ".webp") for name, data in shelf(suffix).items()}
    tree.write(sources)
    ran = tree.run("--max-size", "1")
    assert ran.code == 3
    assert ran.summary["failed"] == len(sources)
    assert not tree.placed()
    assert not tree.leftovers()
    for name in sources:
        told = ran.outcome(name)
        assert (told["verdict"], told["bound"], told["bytes_out"]) == ("failed", "unreachable", 0)
        assert told["reason"]


def test_into_room_for_everything_everything_goes_as_it_is(tree: Tree) -> None:
    sources = dict(mixed())
    tree.write(sources)
    ran = tree.run("--layout", "mirror", "--max-size", "1GB", "--quality", "50")
    assert ran.code == 0, ran.err
    assert tree.placed() == sources
    assert {event["bound"] for event in ran.events[:-1]} == {"fits"}


def test_what_is_as_coarse_as_was_asked_is_kept_and_marked(tree: Tree) -> None:
    tree.write({"a.jpg": coarse(60), "b.jpg": coarse(95)})
    ran = tree.run("--layout", "flat", "--quality", "80")
    assert tree.placed()["a.jpg"] == coarse(60)
    assert ran.outcome("a.jpg")["bound"] == "kept-original"
    assert (ran.outcome("b.jpg")["bound"], ran.outcome("b.jpg")["quality"]) == ("ceiling", 80)
    assert len(tree.placed()["b.jpg"]) < len(coarse(95))


def test_metadata_above_the_limit_are_named(tree: Tree) -> None:
    talkative = jpeg(TAKEN, 1, (200, 150), ifd0_ImageDescription="x" * 30_000)
    tree.write({"a.jpg": talkative})
    ran = tree.run("--max-size", "20kB")
    assert ran.code == 3
    assert "metadata" in ran.outcome("a.jpg")["reason"]
    assert "--metadata private" in ran.outcome("a.jpg")["reason"]
    bare = tree.vipsort("run", tree.src, tree.root / "bare", "--max-size", "20kB", "--metadata", "none", "--json")
    assert bare.code == 0, bare.err
    assert bare.outcome("a.jpg")["bytes_out"] <= 20_000


def test_the_way_to_a_size_is_told_to_who_asks(tree: Tree) -> None:
    tree.write({"a.jpg": coarse(97), "b.jpg": jpeg(TAKEN)})
    told = tree.vipsort("run", tree.src, tree.dst, "--max-size", "20kB", "--verbose")
    assert told.code == 0, told.err
    (trace,) = (line for line in told.out.splitlines() if line.startswith("    "))
    assert trace.startswith("    size: q")
    assert " of " in trace  # the probe's share


@pytest.mark.parametrize("options", [(), ("--max-size", "1MB")])
def test_a_picture_gets_the_pixels_that_were_asked_or_stays_as_it_is(tree: Tree, options: tuple[str, ...]) -> None:
    place = pyvips.Image.xyz(400, 300)
    drawn = ((place[0] ** 2 + place[1] ** 2) ** 0.5) % 16 < 8
    sources = {"rings.png": drawn.pngsave_buffer(bitdepth=1), "blank.png": blank_png(400, 300)}
    tree.write(sources)
    ran = tree.run("--layout", "flat", "--resize", "240", *options)
    assert ran.code == 0, ran.err
    for name, data in tree.placed().items():
        assert len(data) <= len(sources[name])
        asked = pyvips.Image.new_from_buffer(data, "").width == 240
        assert asked or (data == sources[name] and ran.outcome(name)["bound"] == "kept-original")


@pytest.mark.parametrize(
    "options",
    [
        ("--max-size", "20kB"),
        ("--max-size", "20kB", "--shrink", "first"),
        ("--format", "webp", "--quality", "70"),
        ("--format", "png", "--resize", "200"),
        ("--quality", "auto"),
    ],
)
def test_a_dry_run_foretells_the_sizes_of_the_run(tree: Tree, options: tuple[str, ...]) -> None:
    tree.write({f"{quality}.jpg": coarse(quality) for quality in (60, 97)})
    foretold, ran = (tree.run("--layout", "flat", *options, *dry) for dry in (("--dry-run",), ()))
    assert not foretold.code
    for name in ("60.jpg", "97.jpg"):
        said, came = foretold.outcome(name), ran.outcome(name)
        assert said["bytes_out"] == pytest.approx(came["bytes_out"], rel=0.25)
        assert said["target"] == came["target"]
