"""What the laws are tried on: a crowd of pictures that get in each other's way, and a shelf of big ones."""

import shutil

import pytest

from conftest import PICTURES
from make import jpeg, noise, picture, with_comment


@pytest.fixture(scope="session")
def crowd() -> dict[str, bytes]:
    """Same names, twins, broken ones, misnamed ones, names that differ in case or Unicode form alone; nested."""
    first = jpeg("2019:07:04 10:11:12", seed=1, size=(640, 480))
    late = jpeg("2020:01:02 03:04:05", seed=2, size=(320, 240))
    whole = jpeg("2019:08:01 00:00:00", seed=3)
    names = {
        "IMG_0001.jpg": first,
        "a/IMG_0001.jpg": jpeg("2019:07:05 10:11:12", seed=4),
        "a/img_0001.JPG": jpeg("2019:07:06 10:11:12", seed=5, size=(200, 100)),
        "a/twin of the first.jpg": first,
        "a/IMG_0001-2.jpg": jpeg("2019:07:07 10:11:12", seed=6),
        "a/b/IMG_0001.png": jpeg("2019:07:08 10:11:12", seed=7),  # misnamed: becomes .jpg
        "a/b/IMG_0001.jpg": whole[: len(whole) // 2],
        "a/b/c/IMG_0001.jpg": whole[: len(whole) // 3],
        "a/b/c/again.jpg": whole[: len(whole) // 2],
        "a/b/c/d/IMG_0001.jpg": b"no picture",
        "a/b/c/d/empty.jpg": b"",
        "b/caf\u00e9.jpg": late,
        "b/cafe\u0301.jpg": jpeg("2020:02:02 03:04:05", seed=8),
        "b/CAFE\u0301.JPG": jpeg("2020:03:02 03:04:05", seed=9, size=(400, 300)),
        "b/stra\u00dfe.jpg": jpeg("2020:03:02 03:04:05", seed=10),
        "b/STRASSE.jpg": jpeg("2020:03:02 03:04:05", seed=11),
        "c/IMG_0001.png": picture(".png", seed=12),
        "c/IMG_0001.webp": picture(".webp", seed=13),
        "c/notes.txt": b"no picture and no name of one",
        "c/IMG_20180101_000000.jpg": jpeg(seed=14),
        # The same pixels in other bytes: without metadata they become the same file.
        "d/same.jpg": with_comment(late, "one"),
        "e/same.jpg": with_comment(late, "two"),
        "f/same.jpg": with_comment(late, "three"),
    }
    many = {f"g/{number % 3}/P{number % 4}.jpg": jpeg("2021:05:05 05:05:05", seed=20 + number) for number in range(12)}
    return names | many


@pytest.fixture(scope="session")
def real() -> dict[str, bytes]:
    """Real pictures of every kind."""
    return {f"h/{path.name}": path.read_bytes() for path in PICTURES.iterdir() if path.suffix != ".md"}


@pytest.fixture(scope="session")
def shelf() -> dict[str, bytes]:
    """Forty pictures of which each takes its time to be made anew, so that a run can be met in the middle of it."""
    data: bytes = noise(480, 360).write_to_buffer(".jpg", Q=90)
    return {f"{number % 4}/{number // 4}.jpg": with_comment(data, f"number {number}") for number in range(40)}


@pytest.fixture(scope="session")
def strace() -> str:
    """The program that watches what another one asks of the system."""
    path = shutil.which("strace")
    if path is None:
        pytest.skip("strace is not on PATH")
    return path
