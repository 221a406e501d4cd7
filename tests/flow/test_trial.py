"""A disposable process makes of a picture what a thread makes of it, and may die of it."""

from functools import partial
from typing import BinaryIO

import anyio
import pytest

from conftest import PICTURES
from make import blank_png, noise, read_picture
from vipsort.flow.trial import tried
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.model import Rendered
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe, Redescribe
from vipsort.pixels.exchange import Answer, Request
from vipsort.pixels.job import Job
from vipsort.pixels.look import Look

KINDS = (
    "nikon.jpg", "16bit-exif-xmp.png", "animated.webp", "pages.tiff", "animated.gif", "kyocera.avif", "outdoor.heic",
    "plain.bmp", "plain.jp2", "cmyk.jpg", "plain.ico",
)  # fmt: skip


def asked(work: Job | Look, data: bytes | BinaryIO, memory: int = 1_000_000_000, seconds: float = 60) -> Answer:
    return anyio.run(partial(tried, Request(work, isinstance(data, bytes), memory, seconds), data))


@pytest.mark.parametrize("name", KINDS)
def test_it_sees_what_a_thread_sees(name: str) -> None:
    data = (PICTURES / name).read_bytes()
    format_, _header = read_picture(data, name)
    assert asked(Look(format_), data).looked == Look(format_).do(data)


@pytest.mark.parametrize("name", KINDS)
def test_it_makes_what_a_thread_makes(name: str) -> None:
    data = (PICTURES / name).read_bytes()
    format_, header = read_picture(data, name)
    job = Job(Recipe(Format.WEBP, Size(32, 24), quality=80, metadata="private"), format_, header)
    assert asked(job, data).rendered == job.do(data)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(Format.AVIF, Size(300, 200), quality=90, max_size=4_000),
        Recipe(Format.JPEG, Size(300, 200), quality=95, score=70),
        Recipe(Format.JPEG, Size(300, 200), quality=95, max_size=2_000, shrink_first=True),
        Recipe(Format.PNG, Size(300, 200), max_size=5_000, effort=Effort.SMALL),
        Recipe(Format.TIFF, Size(100, 100), crop="attention"),
    ],
    ids=lambda recipe: str(recipe.format),
)
def test_it_searches_as_a_thread_searches(recipe: Recipe) -> None:
    data: bytes = noise(300, 200).write_to_buffer(".png")
    format_, header = read_picture(data, "a.png")
    for dry_run in (False, True):
        job = Job(recipe, format_, header, dry_run)
        assert asked(job, data).rendered == job.do(data)


def test_it_describes_as_a_thread_describes() -> None:
    data = (PICTURES / "iphone-gps.jpg").read_bytes()
    format_, header = read_picture(data, "a.jpg")
    job = Job(Redescribe("private", check=True), format_, header)
    made = asked(job, data).rendered
    assert isinstance(made, Rendered)
    assert made == job.do(data)


def test_a_file_that_is_too_big_to_hold_is_read_where_it_is() -> None:
    with (PICTURES / "nikon.jpg").open("rb") as file:
        file.seek(77)
        format_, header = read_picture((PICTURES / "nikon.jpg").read_bytes(), "a.jpg")
        assert asked(Job(Copy(check=True), format_, header), file) == Answer()
        assert file.tell() == 77
        assert file.read(1) == (PICTURES / "nikon.jpg").read_bytes()[77:78]


def test_what_is_broken_is_told_in_the_same_words() -> None:
    data = (PICTURES / "truncated.jpg").read_bytes()
    format_, header = read_picture(data, "a.jpg")
    job = Job(Copy(check=True), format_, header)
    with pytest.raises(Undecodable) as in_a_thread:
        job.do(data)
    with pytest.raises(Undecodable, match=str(in_a_thread.value)):
        asked(job, data)


def test_what_takes_too_long_is_ended() -> None:
    data = blank_png(30_000, 30_000)
    format_, header = read_picture(data, "a.png")
    with pytest.raises(Undecodable, match=r"took longer than 0.2 seconds"):
        asked(Job(Copy(check=True), format_, header), data, seconds=0.2)


def test_what_takes_too_much_memory_is_ended() -> None:
    data: bytes = noise(3000, 3000).write_to_buffer(".png", interlace=True)
    format_, header = read_picture(data, "a.png")
    job = Job(Copy(check=True), format_, header)
    assert asked(job, data, memory=200_000_000) == Answer()
    with pytest.raises(Undecodable):
        asked(job, data, memory=10_000_000)
