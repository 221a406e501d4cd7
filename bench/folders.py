"""The folders of a bench: a temporary one to work in, and what lies in one."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contents:
    """Files below a folder and their bytes together."""

    files: int
    size: int


@contextmanager
def workspace(parent: Path | None) -> Iterator[Path]:
    """A folder below the parent (or the system's place for temporary files) that is gone afterwards."""
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vipsort-bench-", dir=parent) as folder:
        yield Path(folder).resolve()


def files_below(folder: Path) -> list[Path]:
    """The files below the folder, in the order of their paths; what hides behind a dot is left out."""
    return sorted(path for path in folder.rglob("[!.]*") if path.is_file() and not _hidden(path.relative_to(folder)))


def contents(folder: Path) -> Contents:
    """How many files lie below the folder, and how large they are together."""
    sizes = [path.stat().st_size for path in files_below(folder)]
    return Contents(len(sizes), sum(sizes))


def fingerprint(folder: Path) -> str:
    """SHA-256 over every file's path and bytes; reading them also warms the page cache."""
    whole = hashlib.sha256()
    for path in files_below(folder):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.relative_to(folder)} {digest}\n".encode())
    return whole.hexdigest()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
