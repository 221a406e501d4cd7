"""Presets: shrink, archive and web against scripts that do the same with Pillow and threads, as people write them."""

from argparse import Namespace

import corpora
from contestants import Contestant, ours, python_peer
from folders import workspace
from options import parser
from race import OURS, Race, Results, in_turns, ratio
from standings import Goal, Report, goals, keep, standings

_PEER = "Pillow script"
_SCRIPTS = {
    "shrink": python_peer(_PEER, "pillow_shrink.py", "1000000"),
    "archive": python_peer(_PEER, "pillow_archive.py"),
    "web": python_peer(_PEER, "pillow_web.py", "1920", "500000"),
}


def main() -> None:
    """Run each preset and its script in turns, and print a table for each."""
    words = _words()
    corpus = corpora.asked(words)
    facts = corpus.facts() | {"rounds": words.rounds}
    text, asked, whole = "", [], Results([], [])
    with workspace(words.work) as work:
        for preset in words.only:
            race = Race(preset, _PEER, corpus.folder, leaves=corpus.size.files)
            results = in_turns(race, _both(preset), words.rounds, work)
            text += f"## {preset}\n\n{standings(results.runs, corpus.size.files)}\n"
            asked.append(
                Goal(f"{preset}: wall, against the script", 0.35, ratio(results.runs, "cost.wall_s", OURS, _PEER))
            )
            whole.runs.extend(results.runs)
    keep(Report(f"presets-{corpus.name}", text + goals(asked), facts), whole, words.out)


def _both(preset: str) -> list[Contestant]:
    return [_SCRIPTS[preset], ours(OURS, "--preset", preset, "--parallel", "2")]


def _words() -> Namespace:
    words = parser(__doc__)
    corpora.add_words(words, "camera", count=48)
    words.add_argument("--only", nargs="+", choices=list(_SCRIPTS), default=list(_SCRIPTS), help="a few of them")
    words.add_argument("--rounds", type=int, default=2)
    return words.parse_args()


if __name__ == "__main__":
    main()
