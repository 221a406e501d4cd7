"""A run as it was asked for: from where to where, by which policy, within which limits."""

from dataclasses import dataclass, field
from pathlib import Path

from vipsort.flow.machine import cpu_quota, memory_limit
from vipsort.photo.policy import Policy
from vipsort.store.read import HELD_WHOLE

_SHARE_OF_MEMORY = 4  # the default budget is one part in so many of what the machine allows
_LEAST_MEMORY = 64_000_000
_HELD_FOR_EACH_READER = 4_000_000  # bytes; more read-ahead than this only costs memory


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use. `memory` is bytes for both budgets together; `timeout` seconds for a picture's rendering."""

    memory: int = field(default_factory=lambda: max(_LEAST_MEMORY, memory_limit() // _SHARE_OF_MEMORY))
    parallel: int = field(default_factory=cpu_quota)
    io: int = 4
    timeout: float | None = None
    retries: int = 3

    @property
    def bytes_held(self) -> int:
        """Bytes of files, and of results in their place, in memory at once."""
        return min(self.memory // 4, self.io * _HELD_FOR_EACH_READER)

    @property
    def held_whole(self) -> int:
        """Bytes up to which a file is held in memory: where that is short, a bigger one is rather read twice."""
        return min(HELD_WHOLE, self.memory // 4)

    @property
    def pixels_held(self) -> int:
        """Bytes that decoding and encoding may take at once."""
        return self.memory - self.bytes_held


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run is told.

    `src` is a folder or one file. `trash` is where originals are kept that `move` takes out of it. `settle` is for how
    many seconds a new file must not have changed; without it nobody asks.
    """

    src: Path
    dst: Path
    policy: Policy = field(default_factory=Policy)
    limits: Limits = field(default_factory=Limits)
    dry_run: bool = False
    move: bool = False
    trash: Path | None = None
    state_dir: Path | None = None
    log: Path | None = None
    settle: float | None = None

    @property
    def root(self) -> Path:
        """The folder that the names of sources are relative to."""
        return self.src if self.src.is_dir() else self.src.parent
