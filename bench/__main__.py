"""`python -m bench TABLE …`: one command for each table of what vipsort costs; alone, it lists them."""

import ast
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_BENCH = Path(__file__).resolve().parent
_ROOT = _BENCH.parent
# The modules of the bench, what it shares with the tests (cgroups, shares), and the program.
_ROOMS = (_BENCH, _BENCH / "faults", _ROOT / "tests", _ROOT / "src")

_GROUPS: Mapping[str, Sequence[str]] = {
    "What it costs": (
        "throughput",
        "presets",
        "sorting",
        "memory",
        "prices",
        "giants",
        "latency",
        "second-run",
        "known",
        "soak",
        "startup",
        "growth",
        "source-bytes",
        "eta",
        "effort",
        "threads",
        "shrink-on-load",
        "fidelity",
        "report-page",
    ),
    "How a size is hit": (
        "settings",
        "floors",
        "sizes",
        "curves",
        "size-search",
        "size-time",
        "size-peers",
        "graphics",
        "score-curves",
        "perceptual",
    ),
    "What they need": ("corpus", "tiny", "giant-files", "known-files", "plots"),
}


def main() -> None:
    """Run the table that is named, with the words that follow; its own --help tells them."""
    match sys.argv[1:]:
        case [] | ["-h" | "--help", *_]:
            print(_listing())
        case [name, *words] if (script := _script(name)) in _scripts():
            sys.path[:0] = [str(room) for room in _ROOMS]
            sys.argv = [f"python -m bench {name}", *words]
            runpy.run_module(script.stem, run_name="__main__")
        case [name, *_]:
            sys.exit(f"{name}: no such table; `python -m bench` lists them")


def _listing() -> str:
    """Each name with the first sentence of its file; what no group names comes last."""
    here = [script.stem.replace("_", "-") for script in _scripts()]
    grouped = {name for names in _GROUPS.values() for name in names}
    lines = ["python -m bench TABLE …, from the root of the repository; each knows --help."]
    for group, names in {**_GROUPS, "More": [name for name in here if name not in grouped]}.items():
        found = [f"  {name:<14} {_first_line(_script(name))}" for name in names if name in here]
        lines += ["", f"{group}:", *found] if found else []
    return "\n".join(lines)


def _scripts() -> list[Path]:
    """The files of this folder that can be run."""
    others = sorted(set(_BENCH.glob("*.py")) - {Path(__file__).resolve()})
    return [script for script in others if '__name__ == "__main__"' in script.read_text(encoding="utf-8")]


def _script(name: str) -> Path:
    return _BENCH / f"{name.replace('-', '_')}.py"


def _first_line(script: Path) -> str:
    return (ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or "").partition("\n")[0]


if __name__ == "__main__":
    main()
