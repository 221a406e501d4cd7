"""``vipsort report``, as it is typed: one run as one page."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from vipsort.cli.commands import OfAnEarlierRun
from vipsort.cli.speech import speaking_of_errors
from vipsort.photo.errors import UsageError
from vipsort.photo.escape import shown

_HEAD = 400  # bytes in which a page says who made it


def report(
    dst: OfAnEarlierRun,
    *,
    run: Annotated[
        str | None,
        typer.Option(help="Which run. [default: the last one that did something]", metavar="ID", show_default=False),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where it is written. [default: DST/.vipsort/report.html]", metavar="FILE", show_default=False
        ),
    ] = None,
) -> None:
    """Make a page of a run: what was found and what became of it, when, how much was saved, what needs a look.

    It is one file that asks the network for nothing. Its path is printed.
    """
    with speaking_of_errors():
        path, keeps_threads = _made(dst, run, out)
        sys.stdout.write(f"{shown(os.fspath(path))}\n")
        if open_:
            _open(path)
    if keeps_threads:  # a share does not answer: nobody waits for it
        sys.stdout.flush()
        os._exit(0)


def _made(dst: Path, run: str | None, out: Path | None) -> tuple[Path, bool]:
    """Where the page was written, and whether threads hang. Raises UsageError, RunError."""
    import anyio

    from vipsort.flow.retelling import retell, run_to_tell
    from vipsort.flow.thumbnails import Thumbnails
    from vipsort.show.report import Told, page
    from vipsort.show.wanted import wanted
    from vipsort.store.lines import no_lines
    from vipsort.store.state import state_of

    journal = state_of(dst, None).journal
    if not journal.is_file():
        raise UsageError(f"{dst} has no journal, so there is nothing to tell: vipsort run SRC {dst} makes one")
    path = (out or journal.with_name("report.html")).absolute()
    _make_sure_it_is_ours(path)
    thumbnails = Thumbnails()
    with no_lines() as lines:
        retold = retell(journal, run_to_tell(journal, run), lines)
        anyio.run(thumbnails.make, list(wanted(retold, dst)))
        _write(path, page(Told(retold, dst.resolve(), thumbnails.shown)))
    return path, thumbnails.keeps_threads


def _make_sure_it_is_ours(path: Path) -> None:
    """Only a page of before is written over. Raises UsageError."""
    from vipsort.show.report import GENERATOR

    try:
        with path.open("rb") as file:
            is_ours = f'content="{GENERATOR}"'.encode() in file.read(_HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"--out: {path} cannot be written: {error.strerror}") from error
    if not is_ours:
        raise UsageError(f"--out: {path} is there already and is no report: name another file")


def _write(path: Path, pieces: Iterable[str]) -> None:
    """The whole page or none. Raises UsageError."""
    import secrets

    temporary = path.with_name(f".vipsort-{secrets.token_hex(8)}.tmp")
    try:
        try:
            with temporary.open("x", encoding="utf-8") as file:
                file.writelines(pieces)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; --out FILE puts it elsewhere") from error


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.as_uri()):
        sys.stderr.write("no browser was found here: open the file that is named above\n")
