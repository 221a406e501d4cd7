"""Twenty pictures that end the process that decodes them, among a thousand good ones: what becomes of each.

    python bench/faults/killers.py

A killer is a GIF of 50 bytes that wants 1.6 GB, and the run has less (`prlimit --data`): libvips aborts there.
"""

import json
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from vipsort.pixels import engine

assert engine  # noqa: S101 - libvips is set up before pyvips is used

import pyvips  # noqa: E402

GOOD, KILLERS, SIDE = 1000, 20, 20_000
LIMIT = 700_000_000  # bytes


def main() -> None:
    """Make the pictures, run, and check every promise."""
    with tempfile.TemporaryDirectory(prefix="vipsort-killers-") as folder:
        root = Path(folder)
        good, killers = _written(root / "src")
        began = time.monotonic()
        command = ["prlimit", f"--data={LIMIT}", sys.executable, "-m", "vipsort", "run"]
        ran = subprocess.run(
            [*command, root / "src", root / "dst", "--json", "--layout", "mirror"], capture_output=True, check=False
        )
        seconds = time.monotonic() - began
        told = [json.loads(line) for line in ran.stdout.splitlines()]
        *events, summary = [event for event in told if event["event"] in {"outcome", "summary"}]
        verdicts = {event["source"]: event["verdict"] for event in events}
        print(f"exit {ran.returncode}, {seconds:.0f} s, {dict(Counter(verdicts.values()))}")
        print(f"engines that died: {ran.stderr.decode().count('; starting again')}")
        print(Counter(event["reason"] for event in events if event["reason"]))
        kept = {path.read_bytes() for path in (root / "dst" / "Corrupted").iterdir()}
        _check("exit 3", passed=ran.returncode == 3)
        _check("each told once", passed=len(events) == len(verdicts) == summary["found"] == GOOD + KILLERS)
        _check("the good ones placed", passed={name for name in verdicts if verdicts[name] == "placed"} == set(good))
        same = all((root / "dst" / name).read_bytes() == data for name, data in good.items())
        _check("byte for byte", passed=same)
        _check("the killers kept whole in Corrupted", passed=kept == set(killers.values()))


def _written(src: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    picture: bytes = pyvips.Image.gaussnoise(64, 48).cast("uchar").jpegsave_buffer()
    good = {f"{number // 100}/{number:04}.jpg": _with_comment(picture, str(number)) for number in range(GOOD)}
    killers = {f"{number % 10}/{number * 50:04} killer.gif": _killer(number) for number in range(KILLERS)}
    for name, data in (good | killers).items():
        (src / name).parent.mkdir(parents=True, exist_ok=True)
        (src / name).write_bytes(data)
    return good, killers


def _with_comment(data: bytes, comment: str) -> bytes:
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment.encode() + data[2:]


def _killer(number: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", SIDE, SIDE, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    said = b"!\xfe" + bytes([len(str(number))]) + str(number).encode() + b"\0"
    return head + said + b"!\xf9\x04\0\1\0\0\0," + struct.pack("<HHHHB", 0, 0, SIDE, SIDE, 0) + b"\2\2\x44\1\0;"


def _check(promise: str, *, passed: bool) -> None:
    print(f"{'kept' if passed else 'BROKEN'}: {promise}")
    if not passed:
        sys.exit(1)


if __name__ == "__main__":
    main()
