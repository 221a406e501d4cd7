"""Which versions of the peers took part: what they say of themselves."""

import json
import subprocess
from pathlib import Path


def said_by(*argv: str) -> str:
    """The first line that a program says when it is asked for its version."""
    answer = subprocess.run(argv, check=False, capture_output=True, text=True)
    return (answer.stdout + answer.stderr).strip().partition("\n")[0]


def of_package(folder: Path) -> str:
    """The version of a package of Node that lies in this folder."""
    return str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
