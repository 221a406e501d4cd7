"""Puts the folders that the benches of faults share with the tests, and the program itself, on the path."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The repository."""

PICTURES = ROOT / "tests" / "pictures"
RUNS = ROOT / "bench" / "runs"

sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "bench", "src")]
