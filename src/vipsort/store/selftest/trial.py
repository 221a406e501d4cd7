"""The whole trial of a DST: every probe in a folder of its own, and nothing left of it."""

import secrets
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.photo.naming import OURS
from vipsort.store.selftest import alone, keeping, names, naming, place, sharing
from vipsort.store.selftest.finding import Finding, Promise
from vipsort.store.selftest.keeping import MUCH, Amount

_PREFIX = f"{OURS}-selftest-"

_Probe = tuple[str, Callable[[Path], Finding], Promise | None]
"""Its name, and the promise that it leaves in doubt where it fails."""


def trial(dst: Path, state_dir: Path | None, amount: Amount = MUCH) -> Generator[Finding, None, None]:
    """Each finding as soon as it is made; closed by who stops asking. Raises RunError where nothing can be written.

    The amount is that of a large file, which takes seconds where a share is slow.
    """
    with _own_folder(dst) as own:
        for name, probe, doubted in _probes(amount):
            try:
                (own / name).mkdir()
                yield probe(own / name)
            except OSError as error:
                yield Finding(name, f"could not be tried: {error.strerror}", doubted)
        yield place.index(dst, state_dir)
    if own.exists():
        yield Finding("tidy", f"{own} could not be removed")


def _probes(amount: Amount) -> tuple[_Probe, ...]:
    return (
        ("share", place.share, None),
        ("publish", naming.publish, Promise.REPLACES_NOTHING),
        ("replace", naming.no_replace, Promise.REPLACES_NOTHING),
        ("open", naming.rename_over_open, None),
        ("lock", alone.lock, Promise.ALONE),
        ("fsync", keeping.fsync, Promise.DURABLE),
        ("bytes", partial(keeping.bytes_kept, amount=amount), Promise.INTACT),
        ("times", keeping.times, Promise.TIMED),
        ("case", names.case, None),
        ("unicode", names.unicode_forms, None),
        ("names", names.names, Promise.NAMED),
        ("reflink", sharing.reflink, None),
    )


@contextmanager
def _own_folder(dst: Path) -> Iterator[Path]:
    own = dst / f"{_PREFIX}{secrets.token_hex(4)}"
    try:
        try:
            own.mkdir()
            (own / "first").write_bytes(b"first")
        except OSError as error:
            raise RunError(f"cannot write to {dst}: {error.strerror}") from error
        yield own
    finally:
        try:
            shutil.rmtree(own, ignore_errors=True)
        finally:  # a signal may have come in the middle of it
            shutil.rmtree(own, ignore_errors=True)
