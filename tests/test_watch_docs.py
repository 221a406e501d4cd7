"""The recipes for a watch are sound: the unit is one, and its words are understood."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Tree
from vipsort.show.watching import State

DOCS = Path(__file__).parents[1] / "docs"
UNIT = DOCS / "systemd" / "vipsort-watch.service"


def test_the_unit_is_one(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on PATH")
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/opt/vipsort/bin/vipsort", sys.executable))
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_unit_s_command_is_understood(tree: Tree) -> None:
    command = next(line for line in UNIT.read_text().splitlines() if line.startswith("ExecStart="))
    words = shlex.split(command)[1:]
    assert words[0] == "watch"
    config = tree.root / "vipsort.toml"
    config.write_text("")
    words = [str(config) if word == "/etc/vipsort.toml" else word for word in words]
    refused = tree.vipsort(*words, "--quality", "0")
    assert refused.err.startswith("vipsort: --quality = '0'"), refused.err


def test_a_container_is_healthy_where_a_watch_gets_on() -> None:
    text = (DOCS / "container" / "Dockerfile").read_text()
    (pattern,) = re.findall(r"grep -qE '(.+)'", text)
    told = {state for state in State if re.search(pattern, f'"state": "{state}"')}
    assert told == {State.WATCHING, State.WORKING, State.WAITING}
