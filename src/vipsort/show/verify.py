"""What is printed while DST is verified: a line for each file that somebody should look at, and the counts."""

import json
import sys

from vipsort.flow.verify import Condition, Found
from vipsort.photo.escape import shown
from vipsort.photo.units import show_size
from vipsort.show.manner import Manner
from vipsort.store.checkpoint import Checkpoint


class VerifyReporter:
    """Tells of files one by one, and sums up."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner

    def begin(self, seen: Checkpoint) -> None:
        """Say where an earlier verification is gone on with."""
        if seen.checked and not self._manner.quiet:
            sys.stderr.write(f"going on where the last one stopped: {seen.checked} files are checked already\n")

    def tell(self, found: Found) -> None:
        """One file."""
        if self._manner.json:
            fields = {"target": found.target, "condition": found.condition.value, "source": found.source or None}
            self._say(json.dumps({"event": "verify", **fields, "reason": found.reason or None}))
        elif found.condition is not Condition.FOREIGN:
            sys.stderr.write(f"{shown(found.target)}: {found.condition}, {shown(found.reason)}\n")
        elif self._manner.verbose:
            self._say(f"{shown(found.target)}: not placed by vipsort")

    def sum_up(self, seen: Checkpoint, foreign: int, seconds: float) -> None:
        """The counts."""
        counts = {"sound": seen.sound, "damaged": seen.damaged, "missing": seen.missing, "foreign": foreign}
        if self._manner.json:
            said = {"event": "summary", "checked": seen.checked, **counts, "bytes_read": seen.bytes_read}
            self._say(json.dumps(said | {"seconds": round(seconds, 3)}))
        elif not self._manner.quiet:
            for word, number in counts.items():
                self._say(f"{word} {number}")
            self._say(f"{show_size(seen.bytes_read)} read again in {seconds:.1f} s")

    def _say(self, line: str) -> None:
        sys.stdout.write(line + "\n")
