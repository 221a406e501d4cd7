"""Work on one picture's pixels, as it is handed to a thread or to another process."""

from dataclasses import dataclass, replace

from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.making import Making
from vipsort.photo.model import Rendered
from vipsort.photo.work import Copy, Recipe, Redescribe, Work
from vipsort.pixels.check import check
from vipsort.pixels.data import Data
from vipsort.pixels.price import price


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with a picture of that format and header; a dry run only foretells it."""

    work: Work
    format: Format
    header: Header
    dry_run: bool = False
    unheld: int = 0  # bytes of the file that are read from its descriptor as they are needed

    @property
    def cost(self) -> int:
        """Bytes that it will hold at its peak, besides the file itself."""
        return price(self.work, self.format, self.header, self.unheld)

    def do(self, data: Data) -> Rendered | None:
        """New bytes, or None where the original is what is placed. Raises Undecodable, Unfit."""
        match self.work:
            case Copy():
                check(data, self.format, self.header)
                return None
            case Redescribe():
                from vipsort.pixels.redescribe import redescribe  # noqa: PLC0415 - as below

                described = redescribe(data, self.format, self.header, self.work)
                return _foretold(described) if described and self.dry_run else described
            case Recipe():
                from vipsort.pixels.render import foresee, render  # noqa: PLC0415 - who only sorts needs no encoder

                return (foresee if self.dry_run else render)(data, self.format, self.header, self.work)


def _foretold(rendered: Rendered) -> Rendered:
    """The same without its bytes: how many they are."""
    return replace(rendered, data=b"", digest="", making=Making(predicted=rendered.size))
