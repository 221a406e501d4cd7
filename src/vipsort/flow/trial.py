"""One suspect picture tried in a disposable process, which may die of it, and may say anything."""

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE

from anyio import EndOfStream, fail_after, open_process, to_thread
from anyio.abc import ByteReceiveStream, Process

from vipsort.photo.errors import Undecodable, Unfit
from vipsort.photo.units import show_size
from vipsort.pixels.data import Data
from vipsort.pixels.exchange import READY, Answer, Dubious, Request, heard

_COMMAND = (sys.executable, "-P", "-m", "vipsort.pixels.trial")
_START = 60.0  # seconds that a busy machine may take to start a process
_DISC_NEVER = {"VIPS_DISC_THRESHOLD": "1000000g"}  # it may write nowhere; libvips knows no bigger letter
_LONGEST_LINE = 64 << 20  # of what is told besides new bytes: three packets of metadata


async def tried(request: Request, data: Data) -> Answer:
    """What the process tells, checked.

    Raises Undecodable where the picture ends it, or where it is its own verdict; Unfit.
    """
    with _at_a_descriptor(pickle.dumps(request)) as asked, _as_input(data) as picture:
        command = [*_COMMAND, str(asked)]
        environment = {**os.environ, **_DISC_NEVER}
        process = await open_process(
            command, stdin=picture, stdout=PIPE, stderr=DEVNULL, pass_fds=[asked], env=environment
        )
        async with process:
            try:
                sent = await _sent(process, request)
            finally:
                _kill(process)
    try:
        return await to_thread.run_sync(heard, sent)
    except MemoryError as error:
        raise Undecodable(f"decoding it takes more than {show_size(request.memory)} of memory") from error
    except Dubious as error:
        raise Undecodable(await _end(process, request)) from error


async def _sent(process: Process, request: Request) -> bytes:
    """All that the process says. Raises Unfit where it did not even start, Undecodable where it takes too long."""
    stdout = process.stdout
    if stdout is None:
        raise AssertionError
    try:
        with fail_after(_START):
            first = await _received(stdout)
    except TimeoutError:
        first = b""
    if first[:1] != READY:
        raise Unfit("it ended a process before, and no other one could be started to try it")
    parts, length = [first[1:]], 0
    try:
        with fail_after(request.seconds):
            while part := await _received(stdout):
                parts.append(part)
                length += len(part)
                if length > request.memory + _LONGEST_LINE:
                    raise Undecodable("decoding it gives more than any picture can be")
            await process.wait()
    except TimeoutError as error:
        raise Undecodable(_too_long(request)) from error
    return b"".join(parts)


async def _received(stdout: ByteReceiveStream) -> bytes:
    try:
        return await stdout.receive()
    except EndOfStream:
        return b""


async def _end(process: Process, request: Request) -> str:
    """How a process ended that told nothing of use."""
    code = await process.wait()
    if code == -signal.SIGXCPU:
        return _too_long(request)
    return f"decoding it ended by {signal.Signals(-code).name}" if code < 0 else "decoding it broke off"


def _too_long(request: Request) -> str:
    return f"took longer than {request.seconds:g} seconds"


def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()


@contextmanager
def _at_a_descriptor(data: bytes) -> Iterator[int]:
    """A descriptor from which these bytes can be read, once."""
    descriptor = os.memfd_create("vipsort-trial")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _as_input(data: Data) -> Iterator[int]:
    if isinstance(data, bytes):
        with _at_a_descriptor(data) as descriptor:
            yield descriptor
        return
    # Both processes move one offset: whoever reads the file next finds it where it was.
    descriptor = data.fileno()
    place = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        yield descriptor
    finally:
        os.lseek(descriptor, place, os.SEEK_SET)
