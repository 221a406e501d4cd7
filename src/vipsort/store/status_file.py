"""A small JSON file that is whole whenever it is read: how something that goes on for long is getting on."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from vipsort.store.holder import Fate, Holder


class StatusFile:
    """The file of one process. It is nobody else's while that process lives; another machine's is taken over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._holder = Holder.here()

    def held_by(self) -> str:
        """Who else on this machine writes there, for people; empty where nobody does."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self.path.read_bytes())
            here = self._holder
            other = Holder(told["host"], here.home, told["pid"], told["started"], told["since"])
            if told["state"] != "stopped" and other.host == here.host and not self._is_ours(told):
                return str(other) if other.fate(on_share=False) is Fate.LIVES else ""
        return ""

    def leave(self) -> None:
        """Remove what this process has written there: nobody keeps it true any more."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            if self._is_ours(json.loads(self.path.read_bytes())):
                self.path.unlink()

    def _is_ours(self, told: Mapping[str, Any]) -> bool:
        here = self._holder
        return (told["host"], told["pid"], told["started"]) == (here.host, here.pid, here.started)

    def write(self, told: Mapping[str, Any]) -> None:
        """Put it there in one step. Raises OSError."""
        new = self.path.with_name(f".{self.path.name}.new")
        try:
            new.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
            new.replace(self.path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
