"""Charts by their geometry: what is drawn is where the numbers say."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from vipsort.flow.retold import Pace
from vipsort.show.charts.axis import Linear, Logarithmic, decades, every
from vipsort.show.charts.columns import Group, columns
from vipsort.show.charts.course import course, show_seconds, thinned
from vipsort.show.charts.frame import Frame
from vipsort.show.charts.identity import Part, identity, widths
from vipsort.show.charts.scatter import CELL, scatter
from vipsort.show.charts.svg import element, text
from vipsort.show.plots import throughput

FRAME = Frame(500, 200)


def drawn(chart: Markup) -> ET.Element:
    return ET.fromstring(str(chart))  # noqa: S314 - our own markup


def number(element: ET.Element, name: str) -> float:
    return float(element.attrib[name])


def squares(chart: ET.Element) -> list[tuple[float, float]]:
    paths = " ".join(path.attrib["d"] for path in chart.iter("path"))
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.-]+) ([\d.-]+)h", paths)]


def test_what_stands_in_an_element_is_text() -> None:
    written = element("text", ["<script>"], data_choose='"><img>')
    assert written == '<text data-choose="&#34;&gt;&lt;img&gt;">&lt;script&gt;</text>'
    assert "<b>" not in text("<b>", 0, 0)


def test_no_chart_has_a_style_attribute() -> None:
    charts = (
        identity([Part("placed", 3, "placed: 3", "verdict:placed")]),
        columns([Group("2019", (1, 2), "2019")], FRAME, "Bytes", str),
        scatter([(10, 5)], 7, FRAME, "Sizes"),
        course([(0, 1), (1, 2)], FRAME, "Speed", str),
    )
    assert not any("style" in node.attrib for chart in charts for node in drawn(chart).iter())


@example([1, 1, 73, 11_875])  # the third is wide enough until the first two are widened
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_the_identity_fills_its_bar_and_shows_every_part(counts: list[int]) -> None:
    parts = widths(counts)
    assert sum(parts) + 2 * (len(parts) - 1) == pytest.approx(1000)
    assert min(parts) >= 6
    assert all(one >= two for (one, more), (two, less) in pairwise(zip(parts, counts, strict=True)) if more >= less)


def test_the_identity_leaves_out_what_there_is_none_of() -> None:
    chart = drawn(identity([Part("placed", 3, "placed: 3", "verdict:placed"), Part("failed", 0, "", "verdict:failed")]))
    assert [node.attrib["data-choose"] for node in chart.iter("g")] == ["verdict:placed"]
    assert [number(node, "width") for node in chart.iter("rect")] == [1000]
    assert drawn(identity([])).attrib["aria-label"] == "nothing was found"


def test_columns_stand_on_the_axis_and_are_as_high_as_their_numbers() -> None:
    chart = drawn(columns([Group("a", (10,), "a: 10"), Group("b", (5,), "b: 5")], FRAME, "Files", str))
    first, second = list(chart.iter("rect"))
    assert number(first, "height") == FRAME.base - FRAME.top
    assert number(second, "height") == pytest.approx(number(first, "height") / 2)
    assert {number(bar, "y") + number(bar, "height") for bar in (first, second)} == {FRAME.base}


def test_a_column_of_one_file_in_a_million_can_be_seen() -> None:
    groups = [Group("a", (1_000_000,), ""), Group("b", (1,), ""), Group("c", (0,), "")]
    heights = [number(bar, "height") for bar in drawn(columns(groups, FRAME, "Files", str)).iter("rect")]
    assert heights[1] == 1.5
    assert heights[2] == 0


def test_columns_with_something_to_choose_are_buttons_with_names() -> None:
    chart = drawn(columns([Group("2019", (1,), "2019: 1", "date:2019"), Group("2020", (0,), "none")], FRAME, "", str))
    (button,) = (node for node in chart.iter("g") if "data-choose" in node.attrib)
    assert button.attrib["role"] == "button"
    assert button.attrib["tabindex"] == "0"
    assert button.attrib["aria-label"] == "2019: 1"


def test_labels_do_not_run_into_each_other() -> None:
    groups = [Group(str(year), (1,), "") for year in range(1950, 2026)]
    chart = drawn(columns(groups, FRAME, "Files", lambda _number: ""))
    named = list(chart.iter("text"))
    assert named[-1].text == "2025"
    assert all(number(after, "x") - number(before, "x") > 4 * 6.4 for before, after in pairwise(named))


@given(st.integers(1, 10**12), st.integers(1, 5))
def test_ticks_are_round_few_and_within_reach(most: int, count: int) -> None:
    ticks = Linear(most, 0, 100).ticks(count)
    assert ticks[0] == 0
    assert ticks[-1] <= most * (1 + 1e-9)
    assert 1 <= len(ticks) <= count + 1


def test_nothing_at_all_has_an_axis() -> None:
    assert Linear(0, 100, 0)(0) == 100
    assert Linear(0, 100, 0).ticks() == [0]
    assert every([], 100) == 1


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_decades_surround_their_numbers(one: int, two: int) -> None:
    least, most = decades(min(one, two), max(one, two))
    assert least <= min(one, two) <= max(one, two) <= most
    assert most / least >= 10
    axis = Logarithmic(least, most, 0, 100)
    assert 0 <= axis(one) <= 100
    assert axis.ticks()[0] == pytest.approx(least)


def test_a_hundred_thousand_points_are_some_hundred_squares() -> None:
    points = [(1000 + number * 7919 % 9_000_000, 1000 + number * 104_729 % 500_000) for number in range(100_000)]
    chart = scatter(points, 500_000, Frame(500, 470), "Sizes")
    assert len(chart) < 120_000
    assert len(set(squares(drawn(chart)))) == len(squares(drawn(chart)))


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 500_000)), min_size=1, max_size=30))
def test_what_is_within_the_limit_lies_below_its_line(points: list[tuple[int, int]]) -> None:
    chart = drawn(scatter(points, 500_000, FRAME, "Sizes"))
    (limit,) = (number(node, "y1") for node in chart.iter("line") if node.attrib["class"] == "limit")
    assert all(y >= limit - 0.2 for _x, y in squares(chart))


def test_a_darker_square_holds_more_files() -> None:
    chart = drawn(scatter([(100, 100)] * 50 + [(100_000, 10)], None, FRAME, "Sizes"))
    assert [path.attrib["class"] for path in chart.iter("path")] == ["shade-0", "shade-3"]
    assert CELL > 1


def test_without_sizes_there_is_still_a_chart() -> None:
    assert squares(drawn(scatter([(0, 0)], None, FRAME, "Sizes"))) == []


def test_a_course_keeps_its_highest_point_however_many_there_are() -> None:
    points = [(float(second), 100.0 if second == 7_777 else 1.0) for second in range(10_000)]
    kept = thinned(points, 240)
    assert len(kept) == 240
    assert (7_777, 100) in kept
    assert kept == sorted(kept)


def test_a_course_runs_from_left_to_right_above_its_axis() -> None:
    chart = drawn(course([(0, 0), (10, 5), (20, 10)], FRAME, "Speed", str))
    (line,) = chart.iter("polyline")
    places = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    assert places[0] == (FRAME.left, FRAME.base)
    assert places[-1] == (FRAME.edge, FRAME.top)
    assert places[1][1] == pytest.approx((FRAME.base + FRAME.top) / 2)


def test_a_course_tells_what_was_when_where_one_points_and_its_highest_to_who_sees_nothing() -> None:
    chart = drawn(course([(0, 0), (10, 1_500), (20, 10)], FRAME, "Speed", lambda number: f"{number:,.0f}"))
    assert chart.attrib["aria-label"] == "Speed, at most 1,500 after 10 s"
    assert [node.text for node in chart.iter("title")] == ["0 after 0 s", "1,500 after 10 s", "10 after 20 s"]
    rooms = [(number(node, "x"), number(node, "width")) for node in chart.iter("rect")]
    assert rooms[0][0] == FRAME.left
    assert all(x + width == pytest.approx(other) for (x, width), (other, _) in pairwise(rooms))
    assert sum(rooms[-1]) == FRAME.edge


def test_there_is_no_rung_for_half_a_file() -> None:
    chart = drawn(
        columns([Group("Mar", (1,), "")], FRAME, "Files", lambda files: f"{files:g}" if files in {0, 1} else "")
    )
    assert len([node for node in chart.iter("line") if node.attrib["class"] == "rung"]) == 2


def test_a_speed_is_written_out() -> None:
    pace = [Pace(float(second), second * 2_000, 0, 0) for second in range(5)]
    charts = drawn(Markup("<p>") + throughput(pace) + Markup("</p>"))
    assert "2,000" in [node.text for node in charts.iter("text")]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.42, "0.42 s"), (12, "12 s"), (119, "119 s"), (180, "3 min"), (9000, "2.5 h")]
)
def test_a_stretch_of_time_is_told_in_its_unit(seconds: float, words: str) -> None:
    assert show_seconds(seconds) == words
