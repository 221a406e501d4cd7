"""Lists of JSON that are deflated as they grow: any number of them at once, joined into one text when all is told."""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from tempfile import SpooledTemporaryFile
from typing import Any

from vipsort.photo.escape import shown

END = b"\x03\x00"
"""What follows the last part of all: an empty block that says so."""

_LEVEL = 6  # 9 takes three times as long for 1 % less
_IN_MEMORY = 1 << 16  # bytes of a list; where they are more, all lie in a temporary file
_READ = 1 << 16
_REMEMBERED = 20_000  # words that are not written again: reasons may be as many as files


class Facts:
    """A list of whatever JSON can hold."""

    def __init__(self) -> None:
        self._deflating = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - for `close` to close
        self._before = "["

    def close(self) -> None:
        """Let go of the temporary file."""
        self._file.close()

    def take(self, facts: Sequence[Any]) -> None:
        """Some more."""
        if facts:
            told = json.dumps(facts, separators=(",", ":"), ensure_ascii=False)
            self._write(self._before + told[1:-1])
            self._before = ","

    def parts(self) -> Iterator[bytes]:
        """All of it, ended so that something else can follow. It takes no more then."""
        self._write("]" if self._before == "," else "[]")
        self._file.write(self._deflating.flush(zlib.Z_SYNC_FLUSH))
        self._file.seek(0)
        yield from iter(lambda: self._file.read(_READ), b"")

    def _write(self, text: str) -> None:
        self._file.write(self._deflating.compress(text.encode()))


class Words:
    """A list of words: each once, or again when so many others came between, and the number of each one's word."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self._words, self._of = Facts(), Facts()
        self._numbers: dict[str, int] = {}
        self._count = 0
        self._learn(first)

    def close(self) -> None:
        """Let go of the temporary files."""
        self._words.close()
        self._of.close()

    def take(self, words: Sequence[Any]) -> None:
        """Some more."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
        self._learn(dict.fromkeys(words))
        self._of.take([self._numbers[word] for word in words])

    def parts(self) -> Iterator[bytes]:
        """All of it, as an object."""
        yield deflated('{"words":')
        yield from self._words.parts()
        yield deflated(',"of":')
        yield from self._of.parts()
        yield deflated("}")

    def _learn(self, words: Iterable[str]) -> None:
        new = [word for word in words if word not in self._numbers]
        self._words.take([shown(word) for word in new])
        self._numbers.update(zip(new, count(self._count), strict=False))
        self._count += len(new)


def deflated(text: str) -> bytes:
    """A short text, to be put between lists."""
    deflating = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflating.compress(text.encode()) + deflating.flush(zlib.Z_SYNC_FLUSH)


def in_letters(parts: Iterable[bytes]) -> Iterator[str]:
    """In base64, which takes three bytes at a time."""
    rest = b""
    for part in parts:
        rest += part
        whole = len(rest) // 3 * 3
        yield b64encode(rest[:whole]).decode()
        rest = rest[whole:]
    yield b64encode(rest).decode()
