"""SRC and DST examined in a process of their own, which a share that does not answer may keep for ever.

It says on stdout what it sees, a JSON object a line: that it is `ready`; the place that it turns `to`; once they can be
what they are said to be, whether SRC lies on a share; each `sign`; and that it is `done`, or why it is not.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vipsort.flow.doctor.dst import signs_of_dst
from vipsort.flow.doctor.sign import Sign
from vipsort.flow.doctor.src import signs_of_src
from vipsort.flow.places import check_dst, check_places, check_src, looking
from vipsort.flow.settings import Settings
from vipsort.photo.errors import RunError, UsageError
from vipsort.store.share import on_share
from vipsort.store.state import state_of


def main() -> None:
    """Look at SRC, DST and the state folder that the command line names; empty where there is none."""
    src, dst, state_dir = (Path(word) if word else None for word in sys.argv[1:4])
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _frame: sys.exit(128 + number))  # what was made goes on the way out
    _say(ready=True)
    try:
        _check(src, dst)
        _say(on_share=bool(src) and on_share(src or Path()))
        for sign in _signs(src, dst, state_dir, int(sys.argv[4])):
            _say(sign=asdict(sign))
    except UsageError as error:
        _say(usage=str(error))
    except RunError as error:
        _say(stop=str(error), errno=getattr(error.__cause__, "errno", None) or 0)
    else:
        _say(done=True)


def _check(src: Path | None, dst: Path | None) -> None:
    with looking():
        if src:
            _say(to=f"SRC {src}")
            check_src(src)
        if dst:
            _say(to=f"DST {dst}")
            check_dst(dst)
    if src and dst:
        check_places(Settings(src, dst))


def _signs(src: Path | None, dst: Path | None, state_dir: Path | None, io: int) -> Iterator[Sign]:
    if src:
        _say(to=f"SRC {src}")
        yield from signs_of_src(src, state_of(dst, state_dir).journal if dst else None)
    if dst:
        _say(to=f"DST {dst}")
        yield from signs_of_dst(src, dst, state_dir, io)


def _say(**words: Any) -> None:  # noqa: ANN401 - of JSON
    os.write(1, json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
