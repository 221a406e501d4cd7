"""Threads: how many pictures are computed, and how many files read or written, at once: what each number costs."""

from argparse import Namespace

import corpora
from contestants import Contestant, ours
from folders import workspace
from options import parser
from program import to_jpegs
from race import Race, in_turns
from standings import Report, keep, standings

_USUAL = "--parallel 2 --io 4"
_VARIED = ("--parallel 1 --io 4", "--parallel 3 --io 4", "--parallel 4 --io 4", "--parallel 2 --io 1",
           "--parallel 2 --io 2", "--parallel 2 --io 8", "--parallel 2 --io 16")  # fmt: skip


def main() -> None:
    """Measure each pair of numbers in turns."""
    words = _words()
    corpus = corpora.asked(words)
    race = Race(f"{corpus.name} to {words.to} px", _USUAL, corpus.folder, leaves=corpus.size.files)
    with workspace(words.work) as work:
        results = in_turns(race, [_with(numbers, words.to) for numbers in (_USUAL, *_VARIED)], words.rounds, work)
    text = standings(results.runs, corpus.size.files)
    keep(Report(f"threads-{corpus.name}", text, corpus.facts() | {"rounds": words.rounds}), results, words.out)


def _with(numbers: str, pixels: int) -> Contestant:
    return ours(numbers, *to_jpegs(pixels), *numbers.split())  # the last word of an option counts


def _words() -> Namespace:
    words = parser(__doc__)
    corpora.add_words(words, "camera")
    words.add_argument("--to", type=int, default=1920, help="pixels of the longer side")
    words.add_argument("--rounds", type=int, default=3)
    return words.parse_args()


if __name__ == "__main__":
    main()
