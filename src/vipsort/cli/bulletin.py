"""What a watch says: news on stdout, troubles on stderr, and nothing twice in a row."""

import re
import sys
from contextlib import suppress
from signal import Signals

from vipsort.cli.exits import GO_ON
from vipsort.cli.turn import Turn
from vipsort.photo.escape import shown
from vipsort.show.stdout import let_go, lost

_AGAIN = "; trying again until it goes"
_HELD = "another run holds "
_FAILED = b'"verdict": "failed"'  # in an event
_REMEMBERED = 1_000  # lines: a thousand pictures that fail again and again are told again and again


class Bulletin:
    """Hears what batches tell, and passes on what was not told by the one before."""

    def __init__(self) -> None:
        self.trouble = ""
        """What kept the last batch from its end; empty where nothing did."""
        self.unheard = ""
        """Why stdout is of no use any more; empty while it is."""
        self._before: set[str] = set()
        self._now: set[str] = set()
        self._stopped_by = ""
        self._is_retry = False

    @property
    def is_held(self) -> bool:
        """Whether it was another run in the same DST."""
        return _HELD in self.trouble

    def say(self, words: str) -> None:
        """A line of the watch's own."""
        _to_stderr(f"vipsort: {shown(words)}\n")

    def hear_trouble(self, line: bytes) -> None:
        """A line that a batch wrote to stderr."""
        text = line.decode(errors="backslashreplace")
        key = text
        if GO_ON in text:
            self._stopped_by = text.strip().removeprefix("vipsort: ").replace(GO_ON, "")
            text = text.replace(GO_ON, _AGAIN)
            key = re.sub(r"\d+", "0", text)  # the next one may be held up by the same thing with another pid
            if _HELD in text and not self._is_retry:
                return  # two watches of one DST meet now and then, for a moment
        self._now.add(key)
        if key not in self._before:
            _to_stderr(text)

    def hear_news(self, line: bytes) -> None:
        """A line that a batch wrote to stdout. What the one before told of a picture that has failed is no news."""
        if _FAILED in line:
            key = line.decode(errors="backslashreplace")
            self._now.add(key)
            if key in self._before:
                return
        try:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        except OSError as error:
            let_go()
            self.unheard = lost(error)

    def end(self, turn: Turn) -> None:
        """A batch has ended that nobody asked to."""
        if turn.went_well:
            self.trouble, self._before = "", self._now
        else:
            self.trouble = self._stopped_by or _how_it_ended(turn.code)
            if not self._stopped_by:
                self.hear_trouble(f"vipsort: {self.trouble}{GO_ON}\n".encode())
            self._before = self._before | self._now if len(self._before) < _REMEMBERED else self._now
        self._now, self._stopped_by, self._is_retry = set(), "", not turn.went_well


def _to_stderr(text: str) -> None:
    with suppress(OSError):  # whether anybody hears of troubles changes nothing
        sys.stderr.write(text)
        sys.stderr.flush()


def _how_it_ended(code: int) -> str:
    """A supervisor that was killed, and one whose engine was, tell it in two ways."""
    number = -code if code < 0 else code - 128
    return f"a batch was ended by {Signals(number).name}" if number in set(Signals) else f"a batch ended with {code}"
