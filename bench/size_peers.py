"""Who keeps a limit in bytes, at what price, and how good it looks: vipsort and the programs that have such an option.

All get the same pixels, as PNG or as JPEG of Q95, and whole folders of them with one limit at a time.
"""

import tempfile
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from camera_pictures import Half, draw, pictures
from folders import files_below, workspace
from machine import describe
from measure import measure
from options import parser
from shown import decoded, in_size_of
from size_contestants import Contestant, gather
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.pixels import engine
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

_SIDE = 1920
_FED: Mapping[Format, tuple[str, int | None, Encoder]] = {
    Format.PNG: ("png", None, Encoder(Format.PNG, {"compression": 1})),
    Format.JPEG: ("jpg", 95, Encoder(Format.JPEG, {})),
}
_HEAD = (
    "program",
    "makes",
    "from",
    "files",
    "over the limit",
    "most over",
    "fill",
    "CPU s/picture",
    "SSIMULACRA 2",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One contestant at one limit: the files that it made, by the names of their pictures, and CPU for each."""

    contestant: Contestant
    limit: int
    made: Mapping[str, Path]
    cpu_s: float


def main() -> None:
    """Let everyone keep each limit in turns, then look at every file."""
    words = _words()
    field = gather()
    machine = describe({"peers": field.versions, "pictures": words.count, "limits": words.limits, "side": _SIDE})
    with workspace(words.work) as work:
        names = _draw(words, work)
        present = [one for one in field.present if one.format in words.formats]
        turns = _in_turns(present, words.limits, work)
        scores = {path: score for name in names for path, score in _scores(work / Format.PNG / name, turns).items()}
        rows = [_row([turn for turn in turns if turn.contestant is one], scores) for one in present]
    lines = "".join(f"\nmissing: {name}" for name in field.missing)
    publish(words.out, "size-peers.md", markdown(_HEAD, rows) + lines)
    (words.out / "size-peers-machine.json").write_text(machine, encoding="utf-8")


def _draw(words: Namespace, work: Path) -> Sequence[str]:
    """The pictures in both formats that are fed; the names of the PNGs."""
    paths = pictures(words.pictures, Half.HELD_OUT)
    for format_ in _FED:
        (work / format_).mkdir()
    for number, path in enumerate(paths[:: max(1, len(paths) // words.count)][: words.count]):
        image = draw(path, _SIDE).colourspace("srgb")
        for format_, (suffix, quality, encoder) in _FED.items():
            (work / format_ / f"{number:02}.{suffix}").write_bytes(encoder.write(image, quality))
    return [path.name for path in files_below(work / Format.PNG)]


def _in_turns(field: Sequence[Contestant], limits: Sequence[int], work: Path) -> list[Turn]:
    """Each limit begins with another contestant."""
    turns: list[Turn] = []
    for number, limit in enumerate(limits):
        first = number * len(field) // len(limits)
        turns.extend(_turn(one, limit, work) for one in [*field[first:], *field[:first]])
    return turns


def _turn(contestant: Contestant, limit: int, work: Path) -> Turn:
    source = work / contestant.fed
    turn = Path(tempfile.mkdtemp(prefix="turn-", dir=work))
    target = turn / "made"
    target.mkdir()
    cost = measure(contestant.command(source, target, limit), turn)
    made = {path.stem: path for path in files_below(target)}
    return Turn(contestant, limit, made, cost.cpu_s / len(files_below(source)))


def _scores(original: Path, turns: Sequence[Turn]) -> Mapping[Path, float]:
    """The SSIMULACRA 2 of everything that was made of one picture; shown in the size of the original."""
    image = decoded(original.read_bytes())
    reference = Reference(image)
    made = [turn.made[original.stem] for turn in turns if original.stem in turn.made]
    return {path: reference.score(in_size_of(image, decoded(path.read_bytes()))) for path in made}


def _row(turns: Sequence[Turn], scores: Mapping[Path, float]) -> Row:
    contestant = turns[0].contestant
    fills = [path.stat().st_size / turn.limit for turn in turns for path in turn.made.values()]
    return (
        contestant.name,
        contestant.format,
        contestant.fed,
        len(fills),
        sum(fill > 1 for fill in fills),
        f"{max(0.0, max(fills) - 1):.1%}",
        f"{fmean(fills):.3f}",
        fmean(turn.cpu_s for turn in turns),
        fmean(scores[path] for turn in turns for path in turn.made.values()),
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--count", type=int, default=16, help="pictures of the half held out")
    words.add_argument("--limits", type=int, nargs="+", default=[153_600, 307_200, 614_400], help="bytes, in KiB whole")
    words.add_argument("--formats", type=Format, nargs="+", default=[Format.JPEG, Format.WEBP, Format.AVIF])
    return words.parse_args()


if __name__ == "__main__":
    main()
