"""How far a verification came: a small file in DST's state, so that the next one goes on there."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(slots=True)
class Checkpoint:
    """What has been read again so far: up to which target of which journal, and what was found.

    `journal` is its length in bytes: where it has grown, files may have come that sort before `after`.
    """

    journal: int
    after: str = ""
    sound: int = 0
    damaged: int = 0
    missing: int = 0
    bytes_read: int = 0

    @property
    def checked(self) -> int:
        """Files that were looked at."""
        return self.sound + self.damaged + self.missing


def load(path: Path, journal: int) -> Checkpoint:
    """Where the last verification of this journal stopped; the beginning where there was none."""
    try:
        told = Checkpoint(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Checkpoint(journal)
    return told if told.journal == journal else Checkpoint(journal)


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Keep it; a cut-off one is as good as none."""
    path.write_text(json.dumps(asdict(checkpoint)), encoding="utf-8")
