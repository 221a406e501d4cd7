"""The files of a folder in batches that cut no group: whoever leads first, whoever goes along right after it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from vipsort.photo.companions import tied
from vipsort.photo.kinds import BURST
from vipsort.photo.tie import Tie

_LIKE, _MOST = 64, 512  # names that a batch may go on for: those with one beginning, those with one stem


def together(
    files: Iterator[bytes], sidecars: frozenset[str], most: int
) -> Iterator[tuple[list[bytes], Mapping[str, Tie]]]:
    """Names in batches of about `most`, with what ties them. What describes nothing here comes last.

    `files` come in byte order, so that those of one stem are neighbours. What describes them need not be, and is
    given to the first that it belongs to: nobody comes before what it goes with.
    """
    left = set(sidecars)
    last: list[bytes] = []
    ties: Mapping[str, Tie] = {}
    for batch in _uncut((name for name in files if os.fsdecode(name) not in sidecars), most):
        if last:
            yield last, ties
        names = [os.fsdecode(name) for name in batch]
        ties = tied(names, left)
        left.difference_update(ties)
        last = [os.fsencode(name) for name in _in_order(names, ties)] if ties else batch
    rest = sorted(map(os.fsencode, left))
    if len(last) + len(rest) <= most:
        last = [*last, *rest] if ties else sorted([*last, *rest])
        rest = []
    if last:
        yield last, ties
    for start in range(0, len(rest), most):
        yield rest[start : start + most], {}


def _uncut(names: Iterator[bytes], most: int) -> Iterator[list[bytes]]:
    batch = list(islice(names, most))
    while batch:
        following = next(names, None)
        while following is not None and _goes_on(batch[-1], following, len(batch) - most):
            batch.append(following)
            following = next(names, None)
        yield batch
        batch = [] if following is None else [following, *islice(names, most - 1)]


def _goes_on(last: bytes, following: bytes, ahead: int) -> bool:
    """Whether two neighbours may belong together; names such as ``2019.07.04`` begin alike without end."""
    if ahead < _LIKE and last.partition(b".")[0] == following.partition(b".")[0]:
        return True
    burst, mark, _number = last.partition(os.fsencode(BURST))
    beginning = burst + mark if mark else last.rpartition(b".")[0] + b"."
    return ahead < _MOST and following.startswith(beginning)


def _in_order(names: Sequence[str], ties: Mapping[str, Tie]) -> Iterator[str]:
    put: set[str] = set()
    for name in names:
        for first in (ties[name].burst_of, name) if name in ties else (name,):
            if first:
                yield from _with_companions(_root(first, ties), ties, put)


def _with_companions(name: str, ties: Mapping[str, Tie], put: set[str]) -> Iterator[str]:
    if name in put:
        return
    put.add(name)
    yield name
    for companion in ties[name].companions if name in ties else ():
        yield from _with_companions(companion, ties, put)


def _root(name: str, ties: Mapping[str, Tie]) -> str:
    while name in ties and ties[name].companion_of:
        name = ties[name].companion_of
    return name
