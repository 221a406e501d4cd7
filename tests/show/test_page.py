"""The page of a run in a real browser: what it shows, what it lets one do, and that it does nothing else."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import PICTURES, Tree
from journals import HOSTILE, RUN, end, long_run, outcome, placing, start, write_journal

pytest.importorskip("playwright")

from playwright.sync_api import Browser

from browsing import DESKTOP, PHONE, Seen, browsing, chromium, looking
from vipsort.flow.retelling import retell, run_to_tell
from vipsort.photo.escape import shown
from vipsort.show.report import Told, page
from vipsort.store.lines import no_lines

pytestmark = pytest.mark.skipif(chromium() is None, reason="there is no Chromium here")

Records = Iterable[Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def made(folder: Path, records: Records, name: str | None = None) -> Path:
    journal = write_journal(folder, records)
    file = folder / "report.html"
    with no_lines() as lines:
        retold = retell(journal, run_to_tell(journal, name), lines)
        file.write_text("".join(page(Told(retold, folder, {}))), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run over 2,000 files."""
    return made(tmp_path_factory.mktemp("long"), [placing("x"), *long_run(2_000)])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run over the sample pictures, twins among them, as the command makes it."""
    tree = Tree(tmp_path_factory.mktemp("real"))
    tree.write({path.name: path.read_bytes() for path in PICTURES.iterdir()})
    tree.write({"again/nikon.jpg": (PICTURES / "nikon.jpg").read_bytes()})
    tree.run("--resize", "200")
    ran = tree.vipsort("report", tree.dst)
    assert ran.code == 0, ran.err
    return Path(ran.out.strip())


@pytest.fixture
def view(browser: Browser, long: Path) -> Iterator[Seen]:
    with looking(browser, long) as seen:
        yield seen
        assert seen.complaints == []


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, real: Path) -> None:
    with looking(browser, real) as seen:
        assert seen.page.locator(".compare img").count() > 4
        assert seen.page.locator("img").evaluate_all("images => images.every(image => image.naturalWidth > 0)")
        assert [url for url in seen.requests if not url.startswith("data:")] == [real.as_uri()]
        assert seen.complaints == []


def test_the_policy_lets_nothing_else_run(browser: Browser, real: Path) -> None:
    with looking(browser, real) as seen:
        seen.page.evaluate(
            """() => {
                for (const html of ["<img src=x onerror=document.title='run'>", "<p style='color:red'>", "<img src=https://example.org/a>"])
                    document.body.insertAdjacentHTML("beforeend", html);
                const script = document.createElement("script");
                script.textContent = "document.title = 'run'";
                document.body.append(script);
                return fetch("https://example.org/").catch(() => {});
            }"""
        )
        seen.settle()
        assert seen.page.title() != "run"
        assert [url for url in seen.requests if url.startswith("http")] == []
        refused = {text.partition(": ")[2] for text in seen.complaints if text.startswith("policy")}
        assert refused >= {"script-src-elem", "script-src-attr", "style-src-attr", "img-src", "connect-src"}


def test_hostile_names_are_shown_and_never_run(browser: Browser, tmp_path: Path) -> None:
    names = [*HOSTILE, *(f"{name}/{name}" for name in HOSTILE)]
    placed = [outcome(name, size=2_000, reason=name, candidates=[[name, name, name]]) for name in names]
    broken = [outcome(f"broken {name}", "quarantined", reason=name) for name in names]
    twins = [
        outcome(f"twin {name}", "duplicate", digest=first["digest"]) for name, first in zip(names, placed, strict=True)
    ]
    slow = [outcome(f"slow {name}", seconds=9.5) for name in names]
    src = "/<img src=x onerror=alert(5)>\u202e\x1b"
    records = [start(src), placing("x"), *placed, *broken, *twins, *slow, end(placed=48, quarantined=24, duplicate=24)]
    with looking(browser, made(tmp_path, records), (1280, 6000)) as seen:
        for query in ("img", "javascript", "script", "\\u202e", "\\x1b"):
            seen.type(query)
            assert seen.rows
        seen.type('name:"<img src=x"')
        assert seen.rows[0] == shown(HOSTILE[0])
        seen.page.locator(".row").first.click()
        assert HOSTILE[0] in seen.page.locator("#details").inner_text()
        text = seen.page.locator("html").inner_text()
        assert not set(text) & set("\x1b\x07\u202e\u200b\u2028\u2029")
        assert "49" not in seen.page.locator("#broken ~ *").first.inner_text()  # what looks like a template is none
        assert seen.page.locator("body script, body svg[onload], [onerror], [onload]").count() == 2  # data, and ours
        assert seen.page.locator("img").count() == 0
        assert [url for url in seen.requests if not url.startswith("data:")] == [(tmp_path / "report.html").as_uri()]
        assert seen.complaints == []


def test_the_six_verdicts_add_up_to_what_was_found(browser: Browser, tmp_path: Path) -> None:
    records = [
        start(),
        placing("x"),
        outcome("a.jpg"),
        outcome("b.jpg", "failed"),
        end(placed=1, failed=1, unchanged=40),
    ]
    with looking(browser, made(tmp_path, records)) as seen:
        found, *parts = map(int, re.findall(r"\d+", seen.page.locator(".sum").inner_text()))
        assert found == sum(parts) == 42
        assert seen.page.locator("h1").inner_text().startswith("42 files found, 1 placed")
        assert "40 unchanged of these have no line of their own" in seen.page.locator("main").inner_text()
        assert seen.result == "2 files"


def test_a_verdict_chooses_its_files_and_lets_them_go_again(view: Seen) -> None:
    tile = view.page.locator(".verdict", has_text="quarantined")
    tile.click()
    assert view.result == "100 of 2,000 files"
    assert view.page.locator("#query").input_value() == "verdict:quarantined"
    assert tile.get_attribute("aria-pressed") == "true"
    view.page.locator(".verdict", has_text="failed").click()
    assert view.page.locator("#query").input_value() == "verdict:failed"
    view.page.locator(".verdict", has_text="failed").click()
    assert view.result == "2,000 files"
    view.page.locator(".identity .hit").nth(1).click()
    assert view.page.locator("#query").input_value() == "verdict:duplicate"


def test_a_year_of_the_histogram_shows_its_months_and_its_files(view: Seen) -> None:
    year = view.page.locator('.wide [data-choose="date:2010"]')
    files = int((year.get_attribute("aria-label") or "").partition(": ")[2])
    year.click()
    assert view.result == f"{files} of 2,000 files"
    months = view.page.locator('[data-months="2010"]')
    assert months.is_visible()
    assert view.page.locator("[data-months]:visible").count() == 1
    month = months.locator(".wide .hit").first
    files = int((month.get_attribute("aria-label") or "").partition(": ")[2])
    month.click()
    assert view.result == f"{files} of 2,000 files"
    assert months.is_visible()
    view.page.locator("#clear").click()
    assert view.result == "2,000 files"
    assert not months.is_visible()


def test_what_a_histogram_cannot_show_is_a_click_away(view: Seen) -> None:
    view.page.locator("[aria-labelledby=taken] button", has_text="show them").click()
    assert view.page.locator("#query").input_value() == "verdict:placed date:none"
    assert view.result == "50 of 2,000 files"


def test_a_year_can_be_chosen_by_keys(view: Seen) -> None:
    year = view.page.locator('.wide [data-choose="date:2010"]')
    year.focus()
    view.page.keyboard.press("Enter")
    assert view.page.locator("#query").input_value() == "date:2010"
    view.page.keyboard.press(" ")
    assert view.page.locator("#query").input_value() == ""


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("", 2_000),
        ("IMG_000123", 1),
        ("img_0001", 100),
        ("verdict:failed", 100),
        ("verdict:failed verdict:placed", 0),
        ("cut short", 100),
        ('reason:"cut short"', 100),
        ("format:heic", 666),
        ("date:none verdict:placed", 50),
        ("001_card png", 166),
        ('name:"no such"', 0),
        ("nofield:here", 0),
        ('"', 2_000),
    ],
)
def test_the_box_filters_by_everything_that_a_file_has(view: Seen, query: str, files: int) -> None:
    view.type(query)
    assert view.result == ("2,000 files" if files == 2_000 else f"{files:,} of 2,000 files")
    assert len(view.rows) == min(files, len(view.rows))
    assert view.page.get_by_text("No file is like that.").is_visible() == (files == 0)


@pytest.mark.parametrize(
    ("column", "cell", "order"), [("Before", 3, "descending"), ("Verdict", 1, "ascending"), ("Time", 6, "descending")]
)
def test_a_column_sorts_and_turns_round(view: Seen, column: str, cell: int, order: str) -> None:
    head = view.page.locator(".heads [role=columnheader]", has_text=column)
    head.locator("button").click()
    view.settle()
    assert head.get_attribute("aria-sort") == order
    first = view.page.locator(".row").first.locator("[role=cell]").nth(cell).inner_text()
    head.locator("button").click()
    view.settle()
    assert head.get_attribute("aria-sort") != order
    assert view.page.locator(".row").first.locator("[role=cell]").nth(cell).inner_text() != first


def test_only_what_is_seen_is_in_the_page_and_scrolling_reaches_the_last(view: Seen) -> None:
    assert 5 < len(view.rows) < 40
    first = view.rows[0]
    view.page.locator(".scroll").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    view.settle()
    assert view.rows[-1] == "IMG_001999.png"
    assert len(view.rows) < 40
    assert first not in view.rows
    last = view.page.locator(".row", has_text="IMG_001999.png")
    assert last.get_attribute("aria-rowindex") == "2001"
    assert view.page.locator("#table").get_attribute("aria-rowcount") == "2001"


def test_more_rows_than_a_browser_can_scroll_are_reached_all_the_same(browser: Browser, tmp_path: Path) -> None:
    files = 200_000  # of 44 pixels each, more than the list is high
    records = [start(), placing("x"), *(outcome(f"{number:06}.jpg", "skipped") for number in range(files))]
    with looking(browser, made(tmp_path, records)) as seen:
        scroll = seen.page.locator(".scroll")
        scroll.evaluate("box => box.scrollTo(0, box.scrollHeight)")
        seen.settle()
        assert seen.rows[-1] == f"{files - 1:06}.jpg"
        scroll.evaluate("box => box.scrollTo(0, box.scrollHeight / 2)")
        seen.settle()
        assert abs(int(seen.rows[0].partition(".")[0]) - files / 2) < 100
        boxes = seen.page.locator(".row").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().top)")
        assert all(lower - upper == pytest.approx(44, abs=1) for upper, lower in pairwise(boxes))
        assert seen.complaints == []


def test_a_row_opens_all_that_is_known_of_it(view: Seen) -> None:
    view.type("IMG_000040")
    view.page.locator(".row").click()
    details = view.page.locator("#details")
    text = details.inner_text()
    for words in (
        "000_card/DCIM/IMG_000040.png",
        "NoDate/IMG_000040.jpg",
        "mtime: 2019-07-04T10:11:12",
        "410 ms",
        "BLAKE3",
    ):
        assert words in text
    view.page.keyboard.press("Escape")
    assert not details.is_visible()
    view.page.locator(".row .name").focus()
    view.page.keyboard.press("Enter")
    assert details.is_visible()


def test_what_belongs_together_is_told_of_both(browser: Browser, tmp_path: Path) -> None:
    lead, video = outcome("a/IMG_1.heic"), outcome("a/IMG_1.mov", companion_of="a/IMG_1.heic")
    with looking(browser, made(tmp_path, [start(), placing("x"), lead, video, outcome("b.jpg")])) as seen:
        for name, words in (("heic", "comes with\na/IMG_1.mov"), ("mov", "belongs to\na/IMG_1.heic")):
            seen.type(name)
            seen.page.locator(".row").click()
            assert words in seen.page.locator("#details").inner_text()
            seen.page.keyboard.press("Escape")
        seen.type("b.jpg")
        seen.page.locator(".row").click()
        assert "belongs to" not in seen.page.locator("#details").inner_text()


def test_a_reason_shows_the_files_that_were_broken_by_it(view: Seen) -> None:
    view.page.locator(".why button", has_text="cut short").first.click()
    view.settle()
    assert view.result.endswith("of 2,000 files")
    assert all("cut short" in text for text in view.page.locator(".row .of").all_inner_texts())


def test_before_and_after_are_compared_by_keys_mouse_and_touch(browser: Browser, real: Path) -> None:
    with looking(browser, real, PHONE) as seen:
        compare = seen.page.locator(".compare:has(input)").first
        slider = compare.locator("input")
        cut: Callable[[], float] = lambda: float(  # noqa: E731 - asked again and again
            compare.evaluate("element => getComputedStyle(element).getPropertyValue('--cut')").strip("% ")
        )
        assert cut() == 50
        slider.focus()
        seen.page.keyboard.press("ArrowRight")
        assert cut() == 51
        seen.page.keyboard.press("Home")
        assert cut() == 0
        box = compare.bounding_box()
        assert box
        seen.page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
        assert cut() == pytest.approx(75, abs=3)
        slider.tap(position={"x": box["width"] * 0.25, "y": box["height"] / 2})
        assert cut() == pytest.approx(25, abs=3)
        assert compare.locator(".after").evaluate("image => getComputedStyle(image).clipPath") != "none"
        assert seen.complaints == []


def test_dark_and_light_are_the_systems_until_they_are_turned(browser: Browser, long: Path) -> None:
    paper = "() => getComputedStyle(document.body).backgroundColor"
    with looking(browser, long) as light, looking(browser, long, dark=True) as dark:
        bright, dim = light.page.evaluate(paper), dark.page.evaluate(paper)
        assert bright != dim
        light.page.locator("#theme").click()
        dark.page.locator("#theme").click()
        assert (light.page.evaluate(paper), dark.page.evaluate(paper)) == (dim, bright)


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_paper(browser: Browser, real: Path, *, dark: bool) -> None:
    with looking(browser, real, dark=dark) as seen:
        assert seen.page.evaluate(_FAINT) == []


@pytest.mark.parametrize("size", [PHONE, (768, 1024), DESKTOP], ids=str)
def test_nothing_runs_out_of_the_page_sideways(browser: Browser, real: Path, size: tuple[int, int]) -> None:
    with looking(browser, real, size) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert seen.page.locator(".chart:visible").count() > 3


def test_a_name_without_any_break_stays_in_a_phones_page(browser: Browser, tmp_path: Path) -> None:
    name = "n" * 250 + ".jpg"
    records = [start(f"/{name}"), placing("x"), outcome(name, size=2_000, candidates=[["mtime", name, name]])]
    broken = [outcome(f"b{name}", "quarantined", reason=name), outcome(f"c{name}", "duplicate", reason=name)]
    with looking(browser, made(tmp_path, [*records, *broken]), PHONE) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_every_control_has_a_name_and_every_picture_a_text(browser: Browser, real: Path) -> None:
    with looking(browser, real) as seen:
        nameless = seen.page.evaluate(
            """() => [...document.querySelectorAll("button, input, [role=button], svg")]
                .filter((one) => !(one.ariaLabel || one.textContent.trim() || one.labels?.length))
                .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert nameless == []
        assert seen.page.locator("img:not([alt])").count() == 0
        levels = seen.page.locator("h1, h2").evaluate_all("heads => heads.map(head => head.localName)")
        assert levels.count("h1") == 1


def test_a_run_in_which_nothing_happened_says_so(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, made(tmp_path, [start(), end(unchanged=7)])) as seen:
        text = seen.page.locator("main").inner_text()
        for words in (
            "None of these files is dated", "This run placed nothing", "No file became smaller", "No two files",
            "Every picture was sound", "Every placed file is dated", "does not tell how long", "too few samples",
        ):  # fmt: skip
            assert words in text
        assert seen.result == "0 files"
        assert seen.complaints == []


def test_what_became_of_a_run_afterwards_is_said(browser: Browser, tmp_path: Path) -> None:
    undone = [{"kind": "undoing", "run": RUN, "targets": ["a"]}, {"kind": "undone", "run": RUN}]
    records = [start(), placing("a.jpg"), outcome("a.jpg")]
    with looking(browser, made(tmp_path, [*records, end(placed=1), *undone])) as seen:
        assert "This run was taken back." in seen.page.locator("header").inner_text()
    with looking(browser, made(tmp_path, records)) as seen:
        assert "This run has not ended." in seen.page.locator("header").inner_text()


_FAINT = """() => {
    // Where the text of an element has less than 4.5 to 1 against what it stands on (3 to 1 where it is large).
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = parts(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.checkVisibility() && !one.closest(".compare") &&
            [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((one) => {
            const style = getComputedStyle(one);
            const ink = parts(one.closest("svg") ? style.fill : style.color);
            const [high, low] = [light(ink), light(behind(one))].sort((a, b) => b - a);
            const wanted = parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
            return [(high + 0.05) / (low + 0.05), wanted, one.outerHTML.slice(0, 90)];
        })
        .filter(([contrast, wanted]) => contrast < wanted)
        .map(([contrast, , html]) => `${contrast.toFixed(2)} ${html}`);
}"""
