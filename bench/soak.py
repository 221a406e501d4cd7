"""A watched folder that files come into without end: memory from first to last, latency, CPU, and what was lost."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import IO

from folders import workspace
from machine import describe
from options import parser
from program import FROM_SOURCE
from standings import Goal, goals
from table import Row, markdown, publish, write_csv

_PICTURE = Path(__file__).resolve().parents[1] / "tests/pictures/iptc.jpg"
_FOLDER = 1_000  # files
_IN_PIECES = 10  # one of so many files is written in two pieces
_BETWEEN_PIECES = 3.0  # seconds: longer than the watch takes a file to settle
_LAST = 60.0  # seconds for the last file to be placed
_TICKS = os.sysconf("SC_CLK_TCK")
_HEAD = ("s", "watcher MB", "engine peak MB", "written", "placed")


@dataclass(slots=True)
class Soak:
    """What was written, what was told, and what was seen of the processes, in seconds of one clock."""

    closed: dict[str, float] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    samples: list[tuple[float, float, float, int, int]] = field(default_factory=list)
    batches: int = 0

    def hear(self, out: IO[bytes]) -> None:
        """Note when each file was told as placed."""
        for line in out:
            event = json.loads(line)
            if event["event"] == "summary":
                self.batches += 1
            elif event["verdict"] == "placed" and event["source"] not in self.told:
                self.told[event["source"]] = time.monotonic()


def main() -> None:
    """Start a watch, write into its folder at a steady pace, and measure until the last file is placed."""
    words = _words()
    with workspace(words.work) as work:
        (work / "src").mkdir()
        command = [sys.executable, "-m", "vipsort", "watch", "src", "dst", "--layout", "mirror", "--json"]
        environment = {**os.environ, **FROM_SOURCE, "XDG_STATE_HOME": str(work)}
        with subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE) as watch:
            soak = Soak()
            began = time.monotonic()
            _soaked(soak, watch, work / "src", words)
            seconds = time.monotonic() - began
            own, whole = _cpu(watch.pid)
            watch.send_signal(signal.SIGTERM)
            code = watch.wait()
        lost = [name for name, digest in soak.digests.items() if _digest(work / "dst" / name) != digest]
    if code != 128 + signal.SIGTERM:
        sys.exit(f"the watch ended with {code}")
    _tell(soak, (own / seconds, whole / seconds), lost, words)


def _soaked(soak: Soak, watch: subprocess.Popen[bytes], src: Path, words: Namespace) -> None:
    over = threading.Event()
    others = [threading.Thread(target=_sample, args=(soak, watch.pid, over))]
    if watch.stdout:
        others.append(threading.Thread(target=soak.hear, args=(watch.stdout,), daemon=True))
    for thread in others:
        thread.start()
    try:
        _write(soak, src, words.rate, words.seconds)
        deadline = time.monotonic() + _LAST
        while len(soak.told) < len(soak.closed) and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        over.set()
        others[0].join()


def _write(soak: Soak, src: Path, rate: float, seconds: float) -> None:
    """Files at a steady pace; some in two pieces, between which others come and go."""
    picture = _PICTURE.read_bytes()
    began = time.monotonic()
    open_ones: list[tuple[float, str, IO[bytes], bytes]] = []
    for number in range(round(rate * seconds)):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        name, data = f"{number // _FOLDER:03}/{number:06}.jpg", _with_comment(picture, str(number))
        path = src / name
        path.parent.mkdir(exist_ok=True)
        soak.digests[name] = hashlib.sha256(data).hexdigest()
        file: IO[bytes] = path.open("wb")
        if number % _IN_PIECES == 0:
            file.write(data[: len(data) // 2])
            file.flush()
            open_ones.append((time.monotonic() + _BETWEEN_PIECES, name, file, data[len(data) // 2 :]))
        else:
            _finish(soak, name, file, data)
        while open_ones and open_ones[0][0] <= time.monotonic():
            _finish(soak, *open_ones.pop(0)[1:])
    for _due, name, file, rest in open_ones:
        _finish(soak, name, file, rest)


def _finish(soak: Soak, name: str, file: IO[bytes], rest: bytes) -> None:
    file.write(rest)
    file.close()
    soak.closed[name] = time.monotonic()


def _sample(soak: Soak, watcher: int, over: threading.Event) -> None:
    """Twice a second: what the watcher holds, and the most that an engine has held which is seen at that moment."""
    began = time.monotonic()
    while not over.wait(0.5):
        peaks = [_memory(pid, "VmHWM") for pid in _engines(watcher)]
        now = time.monotonic() - began
        seen = (_memory(watcher, "VmRSS"), max(peaks, default=0.0))
        soak.samples.append((now, *seen, len(soak.closed), len(soak.told)))


def _engines(watcher: int) -> list[int]:
    """The processes that the watcher's batches have started."""
    return [engine for supervisor in _children(watcher) for engine in _children(supervisor)]


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:
        return []  # it has ended


def _memory(pid: int, key: str) -> float:
    """MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(f"{key}:")), 0.0)


def _cpu(pid: int) -> tuple[float, float]:
    """Seconds of the process itself, and with all the children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, children = (sum(int(word) for word in words[at : at + 2]) / _TICKS for at in (11, 13))
    return own, own + children


def _tell(soak: Soak, cpu: tuple[float, float], lost: Sequence[str], words: Namespace) -> None:
    waits = [soak.told[name] - closed for name, closed in soak.closed.items() if name in soak.told]
    quarter = max(1, len(soak.samples) // 4)
    first, last = (median(sample[1] for sample in part) for part in (soak.samples[:quarter], soak.samples[-quarter:]))
    rows: list[Row] = [
        ("files written", len(soak.closed)),
        ("batches", soak.batches),
        ("watcher, first quarter, MB", first),
        ("watcher, last quarter, MB", last),
        ("watcher, peak, MB", max(sample[1] for sample in soak.samples)),
        ("engines, peak, MB", max(sample[2] for sample in soak.samples)),
        ("closed to placed, median s", median(waits)),
        ("closed to placed, 95 % within s", quantiles(waits, n=20)[-1]),
        ("closed to placed, longest s", max(waits)),
        ("CPU of the watcher, share of a core", cpu[0]),
        ("CPU with its batches, share of a core", cpu[1]),
        ("lost, or not whole", len(lost)),
    ]
    asked = [
        Goal("files lost, or not whole", 0.0, float(len(lost))),
        Goal("watcher's memory, last quarter against first", 1.05, last / first),
        Goal("watcher, peak, MB", 40.0, max(sample[1] for sample in soak.samples)),
    ]
    head = f"{words.rate:g} files/s for {words.seconds:g} s, `--settle 2`"
    publish(words.out, "soak.md", f"{markdown((head, ''), rows)}\n{goals(asked)}")
    write_csv(words.out / "soak.csv", _HEAD, soak.samples)
    facts = {"rate": words.rate, "seconds": words.seconds}
    (words.out / "soak-machine.json").write_text(describe(facts), encoding="utf-8")


def _with_comment(picture: bytes, comment: str) -> bytes:
    """The same JPEG with other bytes: no file is another one's twin."""
    return picture[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment.encode("ascii") + picture[2:]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--seconds", type=float, default=1200, help="for how long files come [default: 1200]")
    words.add_argument("--rate", type=float, default=20, help="files a second [default: 20]")
    return words.parse_args()


if __name__ == "__main__":
    main()
