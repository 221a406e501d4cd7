"""Errors for people to read later: one line each for what was set aside or could not be done."""

from collections.abc import Sequence
from pathlib import Path

import aiofiles

from vipsort.photo.errors import RunError
from vipsort.photo.escape import shown
from vipsort.photo.model import Outcome


class ErrorLog:
    """Appends to a file that is made when there is something to say. `started` is the run's moment, in ISO 8601."""

    def __init__(self, path: Path, started: str) -> None:
        self._path = path
        self._started = started

    async def append(self, outcomes: Sequence[Outcome]) -> None:
        """Write a line for each outcome that somebody should look at. Raises RunError."""
        lines = [
            f"{self._started} {outcome.verdict}: {shown(outcome.source.name)}: {shown(_why(outcome))}\n"
            for outcome in outcomes
            if outcome.is_trouble
        ]
        if not lines:
            return
        try:
            async with aiofiles.open(self._path, "a", encoding="utf-8") as log:
                await log.writelines(lines)
        except OSError as error:
            raise RunError(f"cannot write the log {self._path}: {error.strerror}") from error


def _why(outcome: Outcome) -> str:
    return f"its original stays: {outcome.stays}" if outcome.stays else outcome.reason
