"""The folder of pictures that a bench is fed: one that is named, or a corpus that is made once and kept."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from folders import Contents, contents, fingerprint
from measure import measure
from program import script

KINDS = ("camera", "small", "many", "mixed")  # corpus.py's modes; importing it would make this process larger
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vipsort-bench"
"""Where what is made once is kept, if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of pictures and what is in it; its name tells tables apart."""

    name: str
    folder: Path
    size: Contents

    def facts(self) -> dict[str, object]:
        """What is kept with the results; reading every byte for it also warms the page cache."""
        return {"pictures": self.size.files, "corpus_bytes": self.size.size, "corpus": fingerprint(self.folder)}


def add_words(words: argparse.ArgumentParser, kind: str, count: int | None = None) -> None:
    """The options that say what a bench is fed."""
    words.add_argument("corpus", nargs="?", default=kind, help=f"{', '.join(KINDS)}, or a folder; {kind} if not given")
    words.add_argument("--count", type=int, default=count, help="pictures of a corpus that is made")
    words.add_argument("--cache", type=Path, default=CACHE, help="where corpora are kept")


def asked(words: argparse.Namespace) -> Corpus:
    """The corpus that the words ask for, made if it is not there yet."""
    if words.corpus not in KINDS:
        folder = Path(words.corpus).resolve()
        return Corpus(folder.name, folder, contents(folder))
    more = ("--count", str(words.count)) if words.count else ()
    folder = made(words.cache, words.corpus, *more)
    return Corpus(words.corpus, folder, contents(folder))


def made(cache: Path, kind: str, *options: str) -> Path:
    """A corpus of this kind and these options; a process of its own makes it (see measure.py)."""
    folder = cache.resolve() / "-".join([kind, *(word.lstrip("-") for word in options)])
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        beginning = folder.with_name(f"{folder.name}.{os.getpid()}")
        measure(script("corpus.py", str(beginning), "--mode", kind, *options), folder.parent)
        beginning.rename(folder)
    return folder
