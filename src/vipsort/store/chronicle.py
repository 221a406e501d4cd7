"""What the journal of a DST tells of single files: each run that dealt with one, and what happened to it afterwards.

The journal is read as a stream, twice, and only the lines that may matter are looked into: memory is that of the files
that are asked about, and no index is needed, nor that nobody else works in DST meanwhile.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vipsort.store.journal import records_about
from vipsort.store.records import Record, from_record
from vipsort.store.runs import Told, told_of
from vipsort.store.story import Event, Story, What

_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError)  # of a line that is ours by its kind alone


@dataclass(frozen=True, slots=True)
class Subject:
    """A file that is asked about: its whole path without links, and its name below DST where it lies there."""

    path: Path
    target: str = ""


def stories(journal: Path, subjects: Sequence[Subject]) -> list[list[Story]]:
    """The stories of each subject, in the order of time. Raises RunError where the journal cannot be read."""
    words = {subject.path.name for subject in subjects}
    reading = _Reading(subjects)
    for record in records_about(journal, words):
        with suppress(*_NOT_OURS):
            reading.take(record)
    return [reading.of(number) for number in range(len(subjects))]


class _Reading:
    """The stories that may be of the subjects, while the journal is read."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = subjects
        self._names = {subject.path.name for subject in subjects}
        self._told: list[tuple[set[int], Story]] = []
        self._now = Told("", "", Path())
        self._sources: dict[str, set[int]] = {}
        self._placing: dict[str, str] = {}

    def of(self, number: int) -> list[Story]:
        """The stories of one subject: told of it as a source, or as what lies in DST under its name."""
        target = self._subjects[number].target
        return [
            story
            for asked, story in self._told
            if number in asked or (target and story.target == target and story.outcome.placed_digest)
        ]

    def take(self, record: Record) -> None:
        """One record after the other."""
        match record:
            case {"kind": "start"}:
                self._start(told_of(record))
            case {"kind": "placing" | "outcome", "source": str(source)}:
                target = str(record.get("target", ""))
                if _last(source) in self._names or _last(target) in self._names:
                    self._outcome(source, target, record)
            case {"kind": "moved", "from": str(old), "to": str(new)}:
                self._move(old, new)
            case {"kind": "removing", "sources": list(sources)}:
                self._remove({source for source, _aside, _target in sources})
            case {"kind": "undoing", "targets": list(targets)}:
                self._take_back(set(targets))
            case {"kind": "undone", "run": str(run)}:
                for story in self._stories():
                    if story.told.run == run and not story.has_copy and not story.is_taken_back:
                        story.events.append(Event(What.UNDONE))

    def _stories(self) -> Iterator[Story]:
        return (story for _asked, story in self._told)

    def _start(self, told: Told) -> None:
        self._now = told
        self._placing.clear()
        self._sources = {}
        for number, subject in enumerate(self._subjects):
            if not subject.target and subject.path.is_relative_to(told.src):
                name = subject.path.relative_to(told.src).as_posix()
                self._sources.setdefault(name, set()).add(number)

    def _outcome(self, source: str, target: str, record: Record) -> None:
        if record["kind"] == "placing":
            self._placing[source] = target
            return
        asked = self._sources.get(source, set())
        if asked or any(_may_become(target, subject.target) for subject in self._subjects):
            outcome = from_record(record)
            was_there = bool(outcome.placed_digest) and self._placing.get(source) != target
            story = Story(self._now, outcome, target, was_there, str(record.get("companion_of", "")))
            self._told.append((asked, story))

    def _move(self, old: str, new: str) -> None:
        for story in self._stories():
            if story.target.startswith(f"{old}/") and not story.is_taken_back:
                story.target = new + story.target[len(old) :]
                story.events.append(Event(What.MOVED, story.target))

    def _remove(self, sources: set[str]) -> None:
        trash = os.path.join(self._now.trash, self._now.run) if self._now.trash else ""  # noqa: PTH118 - text
        leaving = {
            story.outcome.source.name: story
            for story in self._stories()
            if story.told.src == self._now.src and not story.is_taken_back
        }  # the last one of each
        for name in sources & leaving.keys():
            leaving[name].events.append(Event(What.REMOVED, f"{trash}/{name}" if trash else ""))

    def _take_back(self, targets: set[str]) -> None:
        for story in self._stories():
            if story.has_copy and story.target in targets:
                story.events.append(Event(What.UNDONE))


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _may_become(target: str, asked: str) -> bool:
    """Whether a merge of folders, which only ever leaves some out of a path, can make the one name of the other."""
    if not asked or _last(target) != _last(asked):
        return False
    parts = iter(target.split("/"))
    return all(part in parts for part in asked.split("/"))
