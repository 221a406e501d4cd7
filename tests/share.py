"""Real shares for tests, made on this machine without any network: one that fails as it is told to, and sshfs."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from share_server import Fault, Manners

_SERVER = Path(__file__).with_name("share_server.py")
_SFTP_SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
_PATIENCE = 10  # seconds

needs_fuse = pytest.mark.skipif(
    not (os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3") and find_spec("mfusepy")),
    reason="a share that fails needs a /dev/fuse that may be used, fusermount3 and mfusepy",
)


@dataclass(frozen=True, slots=True)
class Share:
    """A mounted share and its process."""

    at: Path
    process: subprocess.Popen[bytes]

    def wait_until_it_hangs(self) -> None:
        """Until an operation is held up."""
        assert self.process.stdout
        assert self.process.stdout.readline() == b"hangs\n"

    def unmount(self) -> None:
        """End the share, with everything that hangs in it, and leave an empty folder."""
        subprocess.run(["fusermount3", "-u", "-z", self.at], capture_output=True, check=False)
        self.process.kill()
        self.process.wait()


@contextmanager
def mounted(real: Path, at: Path, *faults: Fault, **manners: Any) -> Iterator[Share]:  # noqa: ANN401 - Manners' own
    """Mount the folder `real` at `at`, while the block lasts."""
    for folder in (real, at):
        folder.mkdir(exist_ok=True)
    told = json.dumps(asdict(Manners(faults, **manners)))
    with subprocess.Popen([sys.executable, _SERVER, real, at, told], stdout=subprocess.PIPE) as process:
        share = Share(at, process)
        try:
            assert process.stdout
            assert process.stdout.readline() == b"mounted\n"
            yield share
        finally:
            share.unmount()


@contextmanager
def sshfs(folder: Path, mount: Path, *options: str) -> Iterator[Path]:
    """The folder mounted at `mount` by sshfs, whose server is a process of this machine; skips where that cannot be."""
    server = next((path for path in _SFTP_SERVERS if Path(path).exists()), None)
    if server is None or not shutil.which("sshfs") or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("there is no sshfs with an sftp-server here")
    mount.mkdir(exist_ok=True)
    ssh = mount.with_name(f"{mount.name}-ssh")  # what is called in the place of ssh
    ssh.write_text(f"#!/bin/sh\nexec {server}\n")
    ssh.chmod(0o755)
    with _sshfs_mounted(["sshfs", "-f", "-o", f"ssh_command={ssh}", *options, f"nobody:{folder}", str(mount)], mount):
        yield mount


@contextmanager
def _sshfs_mounted(words: list[str], mount: Path) -> Iterator[None]:
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as process:
        try:
            _wait_for_mount(mount, process)
            yield
        finally:
            subprocess.run(["fusermount3", "-u", mount], check=False, capture_output=True)
            try:
                process.wait(_PATIENCE)
            finally:
                process.kill()


def _wait_for_mount(mount: Path, process: subprocess.Popen[bytes]) -> None:
    """Until something is mounted there; skips where that does not come."""
    end = time.monotonic() + _PATIENCE
    while not os.path.ismount(mount):
        if process.poll() is not None or time.monotonic() > end:
            pytest.skip("nothing can be mounted here")
        time.sleep(0.02)
