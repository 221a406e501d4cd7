"""The words of a run, gathered from wherever they were said, as a command line that needs no other place.

A watch hands them on to each of its batches: what stands in a file counts when the watch has read it, not before.
"""

import os
from collections.abc import Iterator, Mapping
from inspect import signature
from typing import Any, get_args

from vipsort.cli import readers
from vipsort.cli.options import Flag, Texts
from vipsort.cli.run import run
from vipsort.cli.words import ENVIRONMENT_PREFIX, Words

_NOT_HANDED_ON = frozenset({"config", "preset", "json", "quiet", "verbose", "dry-run"})
_NO_FILE = f"--config={os.devnull}"


def as_typed(words: Words) -> list[str]:
    """The options of a run; those of a watch alone are left out."""
    kinds = {name.replace("_", "-"): get_args(param.annotation)[:1] for name, param in _options()}
    typed = [_NO_FILE]
    for key, word in sorted(words.items()):
        if key in kinds and key not in _NOT_HANDED_ON:
            typed += _typed(key, word.said, kinds[key])
    return typed


def without_words(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment that says nothing any more."""
    return {name: said for name, said in environment.items() if not name.startswith(ENVIRONMENT_PREFIX)}


def _options() -> Iterator[tuple[str, Any]]:
    return ((name, param) for name, param in signature(run).parameters.items() if name not in {"src", "dst"})


def _typed(key: str, said: Any, kind: tuple[Any, ...]) -> list[str]:  # noqa: ANN401 - as it stands in a file
    if kind == (Flag,):
        return [f"--{key}"] if readers.flag(said) else []
    return [f"--{key}={each}" for each in (readers.texts(said) if kind == (Texts,) else [said])]
