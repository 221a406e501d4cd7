"""The options every bench has: where its results go, and where its temporary folders."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

_RUNS = Path(__file__).resolve().parent / "runs"


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser that knows `--out` and `--work`; a bench adds its own words."""
    words = argparse.ArgumentParser(description=description)
    words.add_argument("--out", type=Path, default=_RUNS / f"{datetime.now(UTC):%Y-%m-%d}", help="where results go")
    words.add_argument("--work", type=Path, help="where the temporary folder goes; it is removed afterwards")
    return words
