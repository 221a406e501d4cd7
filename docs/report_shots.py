"""Makes docs/report-{desktop,phone}-{light,dark}.png: the page of a real run over a folder, as Chromium shows it.

`python docs/report_shots.py FOLDER [RUN'S OPTIONS …]`; the folder is only read.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_HERE = Path(__file__).parent
_OPTIONS = ("--max-size", "60kB", "--layout", "month")
_DEVICES = {"desktop": ((1280, 1600), 1), "phone": ((390, 1400), 2)}
_NAMED = """() => document.querySelectorAll(".route .path").forEach((path, end) => {
    path.textContent = ["pictures", "sorted"][end];
})"""
"""The folders by names of their own: where this machine has them is nobody's business."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Run, report, photograph."""
    folder, *options = sys.argv[1:]
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium was found")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        sorted_ = str(Path(scratch, "sorted"))
        _vipsort("run", folder, sorted_, *(options or _OPTIONS), "--quiet")
        page = Path(_vipsort("report", sorted_))
        with playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]) as chromium:
            for device in _DEVICES:
                for scheme in ("light", "dark"):
                    _photograph(chromium, page, device, scheme)


def _vipsort(*words: str) -> str:
    """Its last line on stdout. That some pictures are broken is no fault of the run."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "vipsort", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    if done.returncode not in {0, 3}:
        sys.exit(f"vipsort {words[0]} ended with {done.returncode}")
    return done.stdout.decode().strip().rpartition("\n")[2]


def _photograph(chromium: Browser, page: Path, device: str, scheme: str) -> None:
    (width, height), scale = _DEVICES[device]
    tab = chromium.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]")
    tab.evaluate(_NAMED)
    tab.screenshot(path=_HERE / f"report-{device}-{scheme}.png")
    tab.close()


if __name__ == "__main__":
    main()
