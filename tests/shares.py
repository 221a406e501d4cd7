"""Real shares for tests, made on this machine without any network: a folder mounted through FUSE or sshfs."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
_PATIENCE = 10  # seconds


@contextmanager
def sshfs(folder: Path, mount: Path, *options: str) -> Iterator[Path]:
    """The folder mounted at `mount` by sshfs, whose server is a process of this machine; skips where that cannot be."""
    server = next((path for path in _SERVERS if Path(path).exists()), None)
    if server is None or not shutil.which("sshfs") or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("there is no sshfs with an sftp-server here")
    mount.mkdir(exist_ok=True)
    ssh = mount.with_name(f"{mount.name}-ssh")  # what is called in the place of ssh
    ssh.write_text(f"#!/bin/sh\nexec {server}\n")
    ssh.chmod(0o755)
    with _mounted(["sshfs", "-f", "-o", f"ssh_command={ssh}", *options, f"nobody:{folder}", str(mount)], mount):
        yield mount


@contextmanager
def poor_share(folder: Path, mount: Path, *options: str) -> Iterator[Path]:
    """The folder as a poor share shows it (`poor_share.py`); skips where that cannot be."""
    pytest.importorskip("mfusepy")
    mount.mkdir(exist_ok=True)
    with _mounted(
        [sys.executable, str(Path(__file__).with_name("poor_share.py")), str(folder), str(mount), *options], mount
    ):
        yield mount


@contextmanager
def _mounted(words: list[str], mount: Path) -> Iterator[None]:
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
