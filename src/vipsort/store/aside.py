"""Originals that a killed run had put aside are given their names again."""

from collections.abc import Iterable

from vipsort.photo.errors import RunError
from vipsort.photo.naming import numbered_names, split_name
from vipsort.store.entries import move
from vipsort.store.root import Root


def put_back(src: Root, leaving: Iterable[tuple[str, str]]) -> None:
    """Give originals their names again that a killed run had put aside; beside another file that has it by now."""
    for name, aside in leaving:
        stem, ending = split_name(name.rpartition("/")[2])
        for again in numbered_names(name.rpartition("/")[0], stem, ending):
            try:
                move(src, aside, again)
            except FileExistsError:
                continue
            except FileNotFoundError:
                pass  # it never left its name, or is gone for good
            except OSError as error:
                if not src.has(aside):
                    break  # nor here: a disk that is read-only says so first
                raise RunError(f"{src.path / aside} cannot be called {again} again: {error.strerror}") from error
            break
