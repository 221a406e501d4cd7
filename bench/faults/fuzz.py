"""Coverage-guided fuzzing of the parsers that are our own, with atheris (`pip install atheris`)."""

import argparse
import importlib.util
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import here  # noqa: F401 - puts what follows on the path
from folders import workspace
from machine import describe
from options import parser
from table import Row, markdown, publish, write_csv

_HEAD = ("target", "seconds", "inputs", "edges covered", "finds")
_LONGEST = 100_000  # bytes of an input
_LAST_WORDS = 2000


def main() -> None:
    """Fuzz each target in a process of its own, and tell what was found."""
    words = _words()
    if importlib.util.find_spec("atheris") is None:
        sys.exit("atheris is not installed: pip install atheris")
    if words.one:
        _fuzz(words.one, words.work, words.seconds)
        return
    import fuzzed  # noqa: PLC0415 - the process that fuzzes must not have it yet

    targets = words.targets or list(fuzzed.TARGETS)
    with workspace(words.work) as work, ThreadPoolExecutor(words.workers) as pool:
        told = list(pool.map(lambda target: _fuzzed(target, work / target, words.seconds), targets))
    rows, finds = [row for row, _found in told], "".join(found for _row, found in told)
    folder = words.out / "faults"
    publish(folder, "fuzz.md", f"# Fuzzed with coverage\n\n{markdown(_HEAD, rows)}{finds}")
    write_csv(folder / "fuzz.csv", _HEAD, rows)
    (folder / "fuzz-machine.json").write_text(describe({}))


def _words() -> argparse.Namespace:
    words = parser(__doc__)
    words.add_argument("targets", nargs="*", help="which parsers; all of them if none is named")
    words.add_argument("--seconds", type=int, default=120, help="for each target")
    words.add_argument("--workers", type=int, default=2, help="targets at once")
    words.add_argument("--one", help=argparse.SUPPRESS)  # the process that fuzzes: it does not come back
    return words.parse_args()


def _fuzzed(target: str, work: Path, seconds: int) -> tuple[Row, str]:
    work.mkdir()
    command = [sys.executable, __file__, "--one", target, "--work", str(work), "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
    inputs = max((int(each) for each in re.findall(r"^#(\d+)", said, re.MULTILINE)), default=0)
    edges = max((int(each) for each in re.findall(r"cov: (\d+)", said)), default=0)
    kept = sorted(work.glob("crash-*")) + sorted(work.glob("timeout-*")) + sorted(work.glob("oom-*"))
    row = (target, seconds, inputs, edges, len(kept))
    if not kept and done.returncode == 0:
        return row, ""
    examples = "".join(f"\n{path.read_bytes()[:300]!r}" for path in kept)
    return row, f"\n## {target}\n\n```\n{said[-_LAST_WORDS:]}{examples}\n```\n"


def _fuzz(target: str, work: Path, seconds: int) -> None:
    import atheris  # noqa: PLC0415 - only who fuzzes needs it

    with atheris.instrument_imports(include=["vipsort"]):
        import fuzzed  # noqa: PLC0415 - instrumented as it is imported
    corpus = fuzzed.seed_paths(work / "corpus", target)
    limits = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20", "-rss_limit_mb=1500")
    atheris.Setup(["fuzz", *limits, f"-artifact_prefix={work}/", str(corpus)], fuzzed.TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
