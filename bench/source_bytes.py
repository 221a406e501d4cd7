"""Source reads: how many bytes of SRC `vipsort run` reads against their size, and how often it opens each file."""

import shutil
from pathlib import Path

import corpora
from folders import files_below, workspace
from options import parser
from program import TO_1920, vipsort
from standings import Goal, goals
from syscalls import touched
from table import Row, markdown, publish

_JOBS = {"sort": (), "sort, --check header": ("--check", "header"), "to 1920 px": TO_1920}
_HEAD = ("job", "files", "size MB", "read MB", "read/size", "mapped MB", "opens/file", "most opens of a file")


def main() -> None:
    """Trace each job over the corpus and print the table."""
    asked = parser(__doc__)
    corpora.add_words(asked, "camera")
    words = asked.parse_args()
    corpus = corpora.asked(words)
    with workspace(words.work) as work:
        rows = [_row(job, options, corpus.folder, work) for job, options in _JOBS.items()]
    found = [
        Goal(
            "bytes read over the size of SRC, the most of a job",
            1.01,
            max(float(row[_HEAD.index("read/size")]) for row in rows),
        ),
        Goal("opens of one file, the most", 1, max(float(row[-1]) for row in rows)),
    ]
    publish(words.out, "source-bytes.md", f"{markdown(_HEAD, rows)}\n{goals(found)}")


def _row(job: str, options: tuple[str, ...], corpus: Path, work: Path) -> Row:
    turn = work / "turn"
    turn.mkdir()
    files = files_below(corpus)
    size = sum(path.stat().st_size for path in files)
    found = touched(vipsort(corpus, turn / "made", *options), set(map(str, files)), turn)
    shutil.rmtree(turn)
    read, opens = found.read.total(), found.opens.total()
    mapped = found.mapped.total() / 1e6
    return (
        job,
        len(files),
        size / 1e6,
        read / 1e6,
        read / size,
        mapped,
        opens / len(files),
        max(found.opens.values(), default=0),
    )


if __name__ == "__main__":
    main()
