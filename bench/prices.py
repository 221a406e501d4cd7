"""Prices: what each way through the pixels holds at its peak, in a process of its own, beside what it is priced."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import tests_path
from coded import SOURCES
from folders import workspace
from machine import describe
from options import parser
from priced import WORKS, Paid, paid, sources
from table import Row, markdown, publish, write_csv

assert tests_path  # noqa: S101 - it puts `priced` on the path

_HEAD = ("source", "work", "megapixels", "grown MB", "price MB", "price / grown", "bytes a pixel")
_CSV_HEAD = ("source", "work", "megapixels", "grown", "price")

_ALL: Sequence[tuple[str, str]] = (
    *((source, work) for source in SOURCES for work in ("check", "half")),
    *(("jpeg", work) for work in WORKS if work not in {"check", "half"}),
    ("jpeg progressive", "eighth"),
    ("jpeg progressive 444", "eighth"),
    ("jpeg on its side", "eighth"),
    ("jpeg on its side", "jpeg"),
    ("png", "png"),
    ("png 16 bit", "png"),
    ("png 16 bit", "tiff"),
    ("png 16 bit", "png fitted"),
    ("png 16 bit", "avif"),
    ("png alpha", "png"),
    ("png alpha", "webp"),
    ("png alpha", "avif"),
    ("tiff 16 bit", "tiff"),
    ("tiff pages", "tiff"),
    ("webp animated", "webp"),
    ("webp animated", "gif"),
    ("gif animated", "gif"),
    ("gif animated", "webp"),
    ("gif animated", "webp fitted"),
    ("heic", "jpeg"),
    ("bmp", "png"),
)
_SLOW_SOURCES = {"gif", "gif animated", "png palette"}  # their colours are chosen for minutes
_SLOW_WORKS = {"gif", "gif fitted", "png fitted", "avif balanced", "webp small"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A way taken with a picture of so many megapixels."""

    source: str
    work: str
    megapixels: float
    paid: Paid


def main() -> None:
    """Every way at each size, but for those that take minutes, at the smallest size alone."""
    words = _words()
    machine = describe({"megapixels": words.megapixels})
    taken = [one for megapixels in sorted(words.megapixels) for one in _taken(megapixels, words)]
    low = [f"{one.source}, {one.work}" for one in taken if one.paid.price < one.paid.grown]
    verdict = f"Below what was measured: {'; '.join(low) or 'none'}."
    publish(words.out, "prices.md", f"{verdict}\n\n{markdown(_HEAD, [_row(one) for one in taken])}")
    write_csv(
        words.out / "prices.csv",
        _CSV_HEAD,
        [(one.source, one.work, one.megapixels, *astuple(one.paid)) for one in taken],
    )
    (words.out / "prices-machine.json").write_text(machine, encoding="utf-8")


def _taken(megapixels: float, words: Namespace) -> list[Taken]:
    ways = [way for way in _ALL if megapixels == min(words.megapixels) or not _is_slow(*way)]
    with workspace(words.work) as folder:
        sources(folder, {source for source, _work in ways}, megapixels)
        return [_one(folder, way, megapixels) for way in ways]


def _is_slow(source: str, work: str) -> bool:
    return source in _SLOW_SOURCES or work in _SLOW_WORKS


def _one(folder: Path, way: tuple[str, str], megapixels: float) -> Taken:
    one = Taken(*way, megapixels, paid(folder, *way))
    print(*_row(one), flush=True)
    return one


def _row(one: Taken) -> Row:
    grown, price = one.paid.grown, one.paid.price
    per_pixel = grown / one.megapixels / 1e6
    return (one.source, one.work, one.megapixels, grown / 1e6, price / 1e6, price / grown, per_pixel)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--megapixels", type=float, nargs="+", default=[3, 8, 24], help="sizes of the pictures")
    return words.parse_args()


if __name__ == "__main__":
    main()
