"""vipsort as a library: its names, and every example of its page, which is run as it stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import vipsort
from conftest import Tree, contents
from make import jpeg
from vipsort import RunError, Settings, UsageError, VipsortError, read_settings
from vipsort.cli.assemble import settings_of

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs/library.md").read_text(), re.DOTALL | re.MULTILINE)


@pytest.fixture
def home(tree: Tree) -> Tree:
    """A folder with all that the examples speak of."""
    (tree.root / "card").mkdir()
    for number in (1, 2):
        data = jpeg(f"2019:07:0{number} 10:11:12", seed=number, size=(640, 480))
        (tree.root / "card" / f"IMG_000{number}.jpg").write_bytes(data)
    return tree


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_works(home: Tree, number: int) -> None:
    example = EXAMPLES[number]
    ran = home.vipsort("-W", "error", "-c", example, program=[sys.executable])
    assert ran.code == 0, ran.err
    placed = contents(home.root / "photos") if (home.root / "photos").exists() else {}
    assert len(placed) == (0 if "dry_run" in example else 2)
    assert ran.err == "" or "logging" in example


def test_the_logging_example_shows_a_line_for_begin_and_end(home: Tree) -> None:
    (example,) = (example for example in EXAMPLES if "logging" in example)
    begin, end = home.vipsort("-c", example, program=[sys.executable]).err.splitlines()
    assert begin.startswith("INFO vipsort.run: run ")
    assert "found 2, placed 2" in end


def test_the_examples_are_rightly_typed(tmp_path: Path) -> None:
    files = [tmp_path / f"example_{number}.py" for number in range(len(EXAMPLES))]
    for file, example in zip(files, EXAMPLES, strict=True):
        file.write_text(example)
    done = subprocess.run([sys.executable, "-m", "mypy", *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", vipsort.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(vipsort, name)
    assert name in dir(vipsort)


def test_another_name_is_not(tree: Tree) -> None:
    program = "import vipsort; vipsort.nonsense"
    assert "module 'vipsort' has no attribute 'nonsense'" in tree.vipsort("-c", program, program=[sys.executable]).err


def test_the_package_alone_loads_nothing_that_only_a_run_needs(tree: Tree) -> None:
    program = (
        "import sys, vipsort\n"
        "heavy = {'anyio', 'pyvips', 'asyncio', 'logging', 'typer', 'vipsort.cli', 'vipsort.flow'}\n"
        "print(heavy & set(sys.modules))"
    )
    assert tree.vipsort("-c", program, program=[sys.executable]).out == "set()\n"


def test_types_are_shipped() -> None:
    assert (Path(vipsort.__file__).parent / "py.typed").is_file()


def test_words_mean_what_they_mean_to_the_command() -> None:
    said = read_settings("card", Path("photos"), layout="month", max_size="3MB", include=["*.jpg"], flatten=True)
    read = {"max-size": 3_000_000, "include": ("*.jpg",), "flatten": True, "layout": vipsort.Template.layout("month")}
    assert said == settings_of(Path("card"), Path("photos"), read)
    assert read_settings("card", "photos", quality=None) == read_settings("card", "photos")
    assert read_settings("card", "photos", trash=Path("bin"), move=True).trash == Path("bin")


def test_a_preset_and_a_file_are_followed_but_nothing_that_is_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIPSORT_QUALITY", "7")
    Path("vipsort.toml").write_text("quality = 8\n")
    assert read_settings("card", "photos") == Settings(Path("card"), Path("photos"))
    assert read_settings("card", "photos", config="vipsort.toml").policy.treatment.quality == 8
    assert read_settings("card", "photos", preset="web").policy.treatment.max_size == 500_000


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"max_size": "3 apples"}, "--max-size = '3 apples': "),
        ({"max_sise": "3MB"}, "there is no option 'max-sise'"),
        ({"verbose": True}, "there is no option 'verbose'"),
        ({"trash": "bin"}, "--trash needs --move"),
        ({"preset": "nonsense"}, "the presets are archive, shrink, web"),
    ],
)
def test_a_wrong_word_is_named(words: dict[str, str | bool], error: str) -> None:
    with pytest.raises(UsageError, match=re.escape(error)):
        read_settings("card", "photos", **words)


def test_errors_have_one_root() -> None:
    assert issubclass(UsageError, VipsortError)
    assert issubclass(RunError, VipsortError)
