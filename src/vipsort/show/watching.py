"""What a watch tells: a line for each batch that did something, and how it is getting on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from vipsort.photo.model import Verdict
from vipsort.store.holder import Holder
from vipsort.version import VERSION

_NEWS = (Verdict.PLACED, Verdict.DUPLICATE, Verdict.QUARANTINED)


class State(StrEnum):
    """What a watch is doing."""

    WATCHING = "watching"
    WORKING = "working"
    WAITING = "waiting for DST"
    GONE = "SRC is gone"
    TROUBLED = "in trouble"  # the last batch could not go to its end; another one will be tried
    STOPPED = "stopped"


def batch_line(summary: Mapping[str, Any]) -> str:
    """``12 placed, 1 quarantined in 0.8 s``; empty for a batch that did nothing."""
    if not did_something(summary):
        return ""
    told = [f"{summary[verdict]} {verdict}" for verdict in (*_NEWS, Verdict.FAILED) if summary[verdict]]
    return f"{', '.join(told)} in {summary['seconds']:.1f} s\n"


def did_something(summary: Mapping[str, Any]) -> bool:
    """Whether a batch has dealt with a file that none before it has."""
    return any(summary.get(verdict) for verdict in _NEWS)


@dataclass(slots=True)
class Standing:
    """How a watch is getting on, for a status file: who it is, what it does, and what it has done."""

    src: str
    dst: str
    state: State = State.WATCHING
    way: str = ""
    trouble: str = ""
    batches: int = 0
    waiting: int = 0
    totals: Counter[str] = field(default_factory=Counter)
    last: dict[str, Any] = field(default_factory=dict)
    holder: Holder = field(default_factory=Holder.here)

    def add(self, code: int, summary: Mapping[str, Any], trouble: str) -> None:
        """Count a batch, and what kept it from its end."""
        self.trouble = trouble
        self.batches += 1
        self.last = {"at": _now(), "exit": code, **{key: said for key, said in summary.items() if key != "event"}}
        self.waiting = summary.get("waiting", self.waiting)
        self.totals.update({key: summary.get(key, 0) for key in (*_NEWS, "bytes_out")})

    def told(self) -> dict[str, Any]:
        """All of it as a JSON object. Where no such process has lived since then, a killed watch has left it."""
        return {
            "version": VERSION,
            "host": self.holder.host,
            "pid": self.holder.pid,
            "since": self.holder.since,
            "started": self.holder.started,
            "at": _now(),
            "src": self.src,
            "dst": self.dst,
            "state": self.state.value,
            "way": self.way,
            "waiting": self.waiting,
            "batches": self.batches,
            "totals": dict(self.totals),
            "last": self.last or None,
            "trouble": self.trouble or None,
        }


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
