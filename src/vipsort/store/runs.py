"""The runs that a journal tells of, and which of them is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vipsort.photo.errors import UsageError
from vipsort.store.journal import read_records
from vipsort.store.records import Record

_LAST_TOLD = 3  # runs, where one is asked for that there is not


@dataclass(frozen=True, slots=True)
class Told:
    """A run as the journal's lines of it say: its name, moment, SRC and trash; whether it did anything and was undone.

    `trash` is empty where originals were not kept.
    """

    run: str
    at: str
    src: Path
    trash: str = ""
    did_something: bool = False
    undone: bool = False
    version: str = ""  # of the program


def runs(journal: Path) -> list[Told]:
    """The runs of a journal, in their order; one that was taken up again is one."""
    told: dict[str, Told] = {}
    now = ""
    for record, _end in read_records(journal):
        match record:
            case {"kind": "start", "run": str(run)}:
                told.setdefault(run, told_of(record))
                now = run
            case {"kind": "placing" | "removing"} if now:
                told[now] = replace(told[now], did_something=True)
            case {"kind": "undone", "run": str(run)} if run in told:
                told[run] = replace(told[run], undone=True)
    return list(told.values())


def run_named(told: Sequence[Told], name: str, dst: Path) -> Told:
    """The run of that name, of those into `dst`. Raises UsageError."""
    found = next((run for run in told if run.run == name), None)
    if found is None:
        known = ", ".join(run.run for run in told[-_LAST_TOLD:])
        raise UsageError(f"--run = {name!r}: the journal of {dst} knows no such run; the last are {known}")
    return found


def run_to_take_back(told: Sequence[Told], name: str | None, dst: Path) -> Told:
    """The run of that name, or the last one that did something and was not taken back. Raises UsageError."""
    if name is not None:
        return run_named(told, name, dst)
    last = next((run for run in reversed(told) if run.did_something and not run.undone), None)
    if last is None:
        raise UsageError(f"no run into {dst} has done anything that is not taken back already; --run ID names a run")
    return last


def told_of(start: Record) -> Told:
    """A run as its first line says."""
    run, at, src, trash, version = (str(start.get(key, "")) for key in ("run", "at", "src", "trash", "version"))
    return Told(run, at, Path(src), trash, version=version)
