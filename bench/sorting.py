"""Sorting: copies into folders by year against cp and sync, phockup and exiftool; finding broken ones by decoding."""

import shutil
from argparse import Namespace

import corpora
from contestants import Contestant, Field, ours, python_peer, shell
from folders import workspace
from options import parser
from race import OURS, Race, Results, in_turns, ratio
from standings import Goal, Report, goals, keep, standings
from versions import said_by

_CP, _PHOCKUP, _EXIFTOOL, _DECODE = "cp -r, sync", "phockup", "exiftool", "decode once"
_SCRIPTS = {
    _PHOCKUP: 'exec phockup "$1" "$2" --date YYYY --original-names',
    _EXIFTOOL: """exec exiftool -q -r -o . -d "$2/%Y/%%f.%%e" '-FileName<DateTimeOriginal' "$1" """,
}
_VERSIONS = {_PHOCKUP: "--version", _EXIFTOOL: "-ver"}
_NOTE = "The pictures are in the page cache. cp ends when its tree is on the disk (sync -f), as vipsort does.\n"


def main() -> None:
    """Two races: sorting by the header alone, and sorting with every pixel checked."""
    words = _words()
    corpus = corpora.asked(words)
    field = _sorters()
    facts = corpus.facts() | {"rounds": words.rounds, "peers": field.versions}
    by_header = Race("sort, --check header", _CP, corpus.folder, leaves=corpus.size.files)
    checked = Race("sort, --check full", _DECODE, corpus.folder)
    with workspace(words.work) as work:
        header = in_turns(by_header, field.present, words.rounds, work)
        full = in_turns(checked, _checkers(), words.rounds, work)
    tables = [
        f"## {race.job}\n\n{standings(results.runs, corpus.size.files)}\n"
        for race, results in ((by_header, header), (checked, full))
    ]
    whole = Results(header.runs + full.runs, header.out + full.out)
    text = "".join(tables) + goals(_goals(header, full)) + "\n" + _NOTE
    keep(Report(f"sorting-{corpus.name}", text, facts, field.missing), whole, words.out)


def _sorters() -> Field:
    """Names and folders differ, files are the same: each leaves every picture in a folder of its year."""
    here = [name for name in _SCRIPTS if shutil.which(name)]
    return Field(
        present=[
            shell(_CP, 'cp -r "$1" "$2/copy" && sync -f "$2"'),
            ours(OURS, "--check", "header", "--parallel", "2"),
            *(shell(name, _SCRIPTS[name]) for name in here),
        ],
        missing=[f"{name}: not on PATH" for name in _SCRIPTS if name not in here],
        versions={name: said_by(name, _VERSIONS[name]) for name in here},
    )


def _checkers() -> list[Contestant]:
    return [python_peer(_DECODE, "decode_once.py"), ours(OURS, "--check", "full", "--parallel", "2")]


def _goals(header: Results, full: Results) -> list[Goal]:
    wall, cpu = "cost.wall_s", "cost.cpu_s"
    return [
        Goal("--check header: wall, against cp -r and sync", 1.5, ratio(header.runs, wall, OURS, _CP)),
        Goal("--check header: wall, against phockup", 0.05, ratio(header.runs, wall, OURS, _PHOCKUP)),
        Goal("--check full: wall, against decoding once", 1.1, ratio(full.runs, wall, OURS, _DECODE)),
        Goal("--check full: CPU, against decoding once", 1.1, ratio(full.runs, cpu, OURS, _DECODE)),
    ]


def _words() -> Namespace:
    words = parser(__doc__)
    corpora.add_words(words, "camera", count=288)
    words.add_argument("--rounds", type=int, default=3)
    return words.parse_args()


if __name__ == "__main__":
    main()
