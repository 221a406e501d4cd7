"""The parsers of our own on damaged real pictures: they raise only what they say, and read no more than they may."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzed import TARGETS, seeds

_SEEDS = {name: list(seeds(name)) for name in TARGETS}
_NUMBERS = [0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]


@st.composite
def damaged(draw: st.DrawFn, target: str) -> bytes:
    """A real picture with some flips, cuts, splices, doubled parts and edited lengths."""
    data = draw(st.sampled_from(_SEEDS[target]))
    for _ in range(draw(st.integers(1, 6))):
        # Near its start, where the structure is, as often as anywhere.
        at = draw(st.integers(0, min(len(data), 256)) | st.integers(0, len(data)))
        size = draw(st.integers(0, 300))
        match draw(st.sampled_from(["flip", "cut", "drop", "double", "splice", "length"])):
            case "flip":
                data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
            case "cut":
                data = data[:at]
            case "drop":
                data = data[:at] + data[at + size :]
            case "double":
                data = data[:at] + data[at : at + size] * draw(st.integers(2, 9)) + data[at + size :]
            case "splice":
                other = draw(st.sampled_from(_SEEDS[target]))
                begin = draw(st.integers(0, len(other)))
                data = data[:at] + other[begin : begin + size] + data[at:]
            case "length":
                width = draw(st.sampled_from([1, 2, 4, 8]))
                number = draw(st.sampled_from(_NUMBERS)) % 256**width
                data = data[:at] + number.to_bytes(width, draw(st.sampled_from(["big", "little"]))) + data[at + width :]
    return data


@pytest.mark.parametrize("target", TARGETS)
def test_no_damage_to_a_picture_is_more_than_its_parser_can_take(target: str) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(damaged(target))
    def survives(data: bytes) -> None:
        TARGETS[target](data)

    survives()


@pytest.mark.parametrize("target", TARGETS)
def test_an_undamaged_picture_is_no_trouble(target: str) -> None:
    for seed in _SEEDS[target]:
        TARGETS[target](seed)
