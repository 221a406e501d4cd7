"""A result under the name that it was given."""

from dataclasses import replace
from functools import partial
from typing import BinaryIO

from vipsort.flow.books import Books
from vipsort.flow.in_hand import InHand
from vipsort.flow.names import Target
from vipsort.flow.reach import Reach
from vipsort.flow.spoken_for import SpokenFor
from vipsort.photo.errors import PictureError
from vipsort.photo.model import Outcome
from vipsort.store.place import NameTaken, length, place
from vipsort.store.records import placing_record


class Placer:
    """Places what was carried out under the name that it was given; a dry run does not."""

    def __init__(self, books: Books, spoken_for: SpokenFor, reach: Reach, in_hand: InHand) -> None:
        self._books = books
        self._spoken_for = spoken_for
        self._reach = reach
        self._in_hand = in_hand

    async def place(self, result: Outcome, target: Target, data: bytes | BinaryIO) -> Outcome:
        """Put the bytes under their name, or the next one where somebody was faster. Raises Unplaceable, RunError."""
        if self._books.journal is None or target.is_there:
            return replace(result, target=target.path, numbered=target.is_numbered)
        write = partial(self._in_hand.timed, result.source.name, partial(self._write, result, target, data))
        try:
            await self._reach.write(self._books.dst, write, length(data))
        except NameTaken:
            self._spoken_for.note_foreign(target)
            again = await self._spoken_for.claim_name(target.asked, data, result.digest)
            return await self.place(result, again, data)
        except PictureError:
            self._spoken_for.release_name(target)
            raise
        return replace(result, target=target.path, numbered=target.is_numbered)

    def _write(self, result: Outcome, target: Target, data: bytes | BinaryIO) -> None:
        dst, intent = self._books.dst, placing_record(replace(result, target=target.path))
        place(dst, target.path, data, result.source.mtime_ns, partial(self._books.announce, intent))
