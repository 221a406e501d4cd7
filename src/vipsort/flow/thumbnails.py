"""Thumbnails of a run's pictures, each made in a process of its own: what it holds is not believed to be harmless.

Only bytes that are still what the run saw are looked at, and none that it found broken.
"""

from base64 import b64encode
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, create_task_group, fail_after

from vipsort.flow.machine import cpu_quota, memory_left
from vipsort.flow.reach import Reach
from vipsort.flow.settings import Limits
from vipsort.flow.trial import tried
from vipsort.photo.errors import PictureError, RunError
from vipsort.photo.model import Source
from vipsort.pixels.data import head_of
from vipsort.pixels.exchange import Request
from vipsort.pixels.sniff import HEAD, sniff
from vipsort.pixels.thumbnail import Thumbnail
from vipsort.store.read import HELD_WHOLE, Fetched, read
from vipsort.store.root import Root

HEAVIEST = 40_000
"""Bytes of a thumbnail: a page of some dozens stays small. What is heavier is no thumbnail of ours."""

_SECONDS = 20.0  # for one picture
_MEMORY = 1_000_000_000  # bytes, where there are so many
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to be shown: its name below a folder, and the digest that it had when it was placed or read."""

    folder: Path
    name: str
    size: int
    digest: str


class Thumbnails:
    """Makes them, in threads and processes that are left behind where a share or a picture holds them."""

    def __init__(self, patience: float = _SECONDS) -> None:
        """`patience` is how many seconds a folder may take to answer."""
        self._patience = patience
        self.shown: dict[str, str] = {}
        """Data URIs by digest; what cannot be shown is not in it."""
        self._reaches: dict[Path, Reach] = {}
        self._cores = CapacityLimiter(cpu_quota())

    @property
    def keeps_threads(self) -> bool:
        """Whether a thread may hang for ever: the process must not wait for its threads."""
        return any(reach.keeps_threads for reach in self._reaches.values())

    async def make(self, wanted: Iterable[Wanted]) -> None:
        """One for each digest, of the first place where those bytes still lie."""
        places: dict[str, list[Wanted]] = {}
        for one in wanted:
            places.setdefault(one.digest, []).append(one)
        async with create_task_group() as showing:
            for digest, ones in places.items():
                showing.start_soon(self._show, digest, ones)

    async def _show(self, digest: str, places: Iterable[Wanted]) -> None:
        async with self._cores:
            for place in places:
                reach = self._reaches.setdefault(place.folder, Reach(Limits(timeout=self._patience, retries=0)))
                if reach.keeps_threads:
                    continue  # it was waited for in vain once: one picture after the other would take hours
                with suppress(RunError, PictureError, TimeoutError):  # it is gone, changed, or does not answer
                    with fail_after(self._patience):
                        root = await reach.look(partial(Root.open, place.folder, "the folder"))
                    with root:
                        self.shown[digest] = await _thumbnail(reach, root, place)
                    return


async def _thumbnail(reach: Reach, root: Root, wanted: Wanted) -> str:
    """A data URI. Raises PictureError, or RunError where its folder cannot be reached."""
    fetched = await reach.read(root, partial(_read, root, wanted), wanted.size)
    with closing(fetched):
        format_ = sniff(head_of(fetched.data, HEAD), wanted.name)
        if format_ is None or fetched.digest != wanted.digest:
            raise PictureError("it is not what the run saw")
        whole = isinstance(fetched.data, bytes)
        request = Request(Thumbnail(format_), whole, min(_MEMORY, memory_left()), _SECONDS)
        made = (await tried(request, fetched.data)).rendered
    if made is None or not made.data.startswith(_JPEG) or len(made.data) > HEAVIEST:
        raise PictureError("what came back is no thumbnail")
    return f"data:image/jpeg;base64,{b64encode(made.data).decode()}"


def _read(root: Root, wanted: Wanted) -> Fetched:
    return read(root, Source(wanted.name, wanted.size, 0), min(HELD_WHOLE, memory_left() // 4))
