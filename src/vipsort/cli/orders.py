"""What a watch was told to do: read when it begins, and again when it is told to (SIGHUP)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vipsort.cli.assemble import KEYS, read_words, settings_of
from vipsort.cli.handed_on import as_typed
from vipsort.cli.words import Word, gather
from vipsort.flow.places import check_places
from vipsort.flow.settings import Settings
from vipsort.photo.errors import UsageError

_SETTLE, _POLL = "2", "30"  # seconds


@dataclass(frozen=True, slots=True)
class Orders:
    """`words` is the command line of a batch. `settle` and `poll` are seconds; `aloud` has a line for each."""

    words: tuple[str, ...]
    settings: Settings
    settle: float
    poll: float
    status: Path | None
    aloud: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: SRC, DST and options."""

    src: Path
    dst: Path
    said: Mapping[str, Any]

    def first(self) -> Orders:
        """The orders, with a look at the places too. Raises UsageError, RunError."""
        orders = self.read()
        if self.src.is_file():
            raise UsageError(f"SRC {self.src} is a file: a folder can be watched")
        check_places(orders.settings)
        return orders

    def read(self) -> Orders:
        """The orders, with what stands in the configuration file now. Raises UsageError."""
        words = {
            "settle": Word(_SETTLE, "the default"),
            "poll": Word(_POLL, "the default"),
            **gather(self.said, os.environ, KEYS),
        }
        read = read_words(words)
        settings = settings_of(self.src, self.dst, read)
        if read.get("dry-run"):
            raise UsageError(f"{words['dry-run'].origin}: a watch does what it tells; vipsort run --dry-run only tells")
        status: Path | None = read.get("status")
        if status and not status.parent.is_dir():
            raise UsageError(f"{words['status'].origin}: there is no folder {status.parent}")
        manner = next((manner for manner in ("json", "quiet", "verbose") if read.get(manner)), "")
        command = ("run", f"--{manner or 'quiet'}", *as_typed(words), "--", str(self.src), str(self.dst))
        return Orders(command, settings, read["settle"], read["poll"], status, aloud=manner in {"", "verbose"})
