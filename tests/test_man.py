"""The man page: made from the help, current, and clean to both of its readers."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vipsort.cli.main import Vipsort

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "vipsort.1"


def test_the_page_is_what_the_help_says_now(tmp_path: Path) -> None:
    made = tmp_path / "vipsort.1"
    subprocess.run([sys.executable, ROOT / "docs" / "man.py", made], check=True)
    assert made.read_text() == PAGE.read_text(), "python docs/man.py makes it anew"


def test_the_page_tells_of_every_command_and_is_installed_where_man_looks() -> None:
    page = PAGE.read_text()
    assert [name for name in Vipsort.listed if f"\n.SS vipsort {name} [" not in page] == []
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert shared["shared-data"] == {"docs/vipsort.1": "share/man/man1/vipsort.1"}


def test_no_picture_is_spoken_of_that_a_page_cannot_show() -> None:
    described = PAGE.read_text().partition(".SH DESCRIPTION\n")[2].partition("\n.SH ")[0]
    assert described.endswith("ever overwritten.")  # what README says before its first picture


@pytest.mark.parametrize(
    "reader", [("mandoc", "-T", "lint"), ("groff", "-man", "-ww", "-Tutf8"), ("man", "--warnings", "-l")], ids=" ".join
)
def test_a_reader_finds_nothing_amiss(reader: tuple[str, ...]) -> None:
    if not shutil.which(reader[0]):
        pytest.skip(f"there is no {reader[0]}")
    read = subprocess.run([*reader, PAGE], capture_output=True, text=True, check=False)
    told = read.stdout if reader[0] == "mandoc" else ""
    assert (read.returncode, told, read.stderr) == (0, "", "")
