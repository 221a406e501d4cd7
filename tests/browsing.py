"""A real Chromium without a window: what it shows, and everything that it complains of or asks for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

DESKTOP, PHONE = (1280, 900), (360, 740)

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_WATCH = "addEventListener('securitypolicyviolation', event => console.error('policy: ' + event.violatedDirective))"


def chromium() -> str | None:
    """The path of a Chromium on this machine."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


@dataclass(slots=True)
class Seen:
    """A page that is open, and what it did besides being shown."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[str]:
        """The names in the list as far as they are in the page, from above."""
        texts: list[str] = self.page.evaluate(
            """() => [...document.querySelectorAll(".row")]
                .sort((one, other) => one.ariaRowIndex - other.ariaRowIndex)
                .map((row) => row.querySelector(".name").textContent)"""
        )
        return texts

    @property
    def result(self) -> str:
        """How many files are said to be in the list."""
        return self.page.locator("#result").inner_text()

    def type(self, query: str) -> None:
        """Fill the box above the list, and wait until the list has followed."""
        self.page.locator("#query").fill(query)
        self.settle()

    def settle(self) -> None:
        """Wait for the next frame but one: the list is drawn once a frame."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser. Nothing of it is left behind."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]) as browser,
    ):
        yield browser


@contextmanager
def looking(browser: Browser, file: Path, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Iterator[Seen]:
    """The page of a file, once it is ready; whatever else it asks for is refused and noted."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=size == PHONE,
    )
    page = context.new_page()
    seen = Seen(page)

    def refuse(route: Route) -> None:
        seen.requests.append(route.request.url)
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        seen.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.route("**/*", refuse)
    page.add_init_script(_WATCH)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", dismiss)
    try:
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        seen.settle()
        yield seen
    finally:
        context.close()
