"""Throughput: vipsort, libvips alone and the peers making JPEGs of one size, in turns, each against libvips alone."""

from argparse import Namespace
from collections.abc import Sequence

import corpora
from contestants import PEERS, Task, gather
from folders import workspace
from options import parser
from race import OURS, Race, Run, in_turns, ratio
from standings import Goal, Report, goals, keep, peak_mb, standings

_FLOOR, _PILLOW = "floor", "Pillow"
_ON_LIBVIPS = ("sharp", "vipsthumbnail, xargs")
_PLAIN_SHARP = "sharp, plain Huffman tables"
_FLOORS = {1920: 1.00, 1024: 0.92, 640: 0.92}  # goals: CPU against libvips alone
_SMALL_FLOOR = 1.15


def main() -> None:
    """Measure everyone in turns, keep what was measured, print the table."""
    words = _words()
    corpus = corpora.asked(words)
    race = Race(f"{corpus.name} to {words.to} px", _base(corpus), corpus.folder, leaves=corpus.size.files)
    facts = corpus.facts() | {"rounds": words.rounds, "to": words.to}
    with workspace(words.work) as work:
        field = gather(Task(words.to, corpus.size.files), {*words.peers, race.base}, words.cache)
        able = [contestant for contestant in field.present if contestant.name != _FLOOR or race.base == _FLOOR]
        results = in_turns(race, able, words.rounds, work)
    text = standings(results.runs, corpus.size.files)
    if race.base == _FLOOR:
        text += "\n" + goals(_goals(results.runs, corpus.name, words.to))
    name = f"throughput-{corpus.name}-{words.to}"
    keep(Report(name, text, facts | {"peers": field.versions}, field.missing), results, words.out)


def _base(corpus: corpora.Corpus) -> str:
    """The wheel's libvips reads no HEIC, so libvips alone cannot be the measure of a tree that has some."""
    return _PILLOW if any(corpus.folder.rglob("*.HEIC")) else _FLOOR


def _goals(runs: Sequence[Run], corpus: str, pixels: int) -> list[Goal]:
    floor = _SMALL_FLOOR if corpus == "small" else _FLOORS.get(pixels, 1.0)
    cpu, wall = "cost.cpu_s", "cost.wall_s"
    return [
        Goal("CPU, against libvips alone", floor, ratio(runs, cpu, OURS, _FLOOR)),
        Goal("wall, against the better of sharp and vipsthumbnail", 0.65, ratio(runs, wall, OURS, *_ON_LIBVIPS)),
        Goal("wall, against sharp with plain Huffman tables", 0.65, ratio(runs, wall, OURS, _PLAIN_SHARP)),
        Goal("wall, against Pillow with threads", 0.50, ratio(runs, wall, OURS, _PILLOW)),
        Goal("wall, against ImageMagick", 0.12, ratio(runs, wall, OURS, "ImageMagick mogrify, xargs")),
        Goal("peak memory, MB", 120, peak_mb(runs, OURS)),
    ]


def _words() -> Namespace:
    words = parser(__doc__)
    corpora.add_words(words, "camera")
    words.add_argument("--to", type=int, default=1920, help="pixels of the longer side")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS, help="who takes part beside libvips alone")
    return words.parse_args()


if __name__ == "__main__":
    main()
