"""IPTC: datasets 2:55 and 2:60, bare or inside Photoshop's resources."""

import pytest

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.iptc import from_iptc


def dataset(number: int, data: bytes, record: int = 2) -> bytes:
    return bytes([0x1C, record, number]) + len(data).to_bytes(2) + data


def extended(number: int, data: bytes) -> bytes:
    return bytes([0x1C, 2, number, 0x80, 4]) + len(data).to_bytes(4) + data


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    pascal = bytes([len(name)]) + name
    return b"8BIM" + number.to_bytes(2) + _even(pascal) + len(data).to_bytes(4) + _even(data)


def _even(data: bytes) -> bytes:
    return data + b"\0" * (len(data) % 2)


DAY, TIME = dataset(55, b"20190704"), dataset(60, b"101112+0900")
BOTH = dataset(90, b"\x1b%G", record=1) + dataset(5, b"title") + DAY + TIME


@pytest.mark.parametrize(
    "blob",
    [
        BOTH,
        b"Photoshop 3.0\0" + resource(0x0404, BOTH),
        b"Photoshop 3.0\0" + resource(0x03ED, b"odd", b"name") + resource(0x0404, BOTH, b"ab") + resource(1, b""),
        resource(0x0404, BOTH),
        b"Photoshop 3.0\0" + BOTH,
        TIME + DAY,
        extended(120, b"a caption" * 9) + DAY + TIME,
        DAY + TIME + b"\0\0\0 padding",
    ],
)
def test_day_and_time_are_found_in_every_wrapping(blob: bytes, rules: Rules) -> None:
    (found,) = _read(blob, rules)
    assert found.source == "iptc:DateCreated"
    assert (found.text, str(found.moment), found.fault) == ("20190704 101112+0900", "2019-07-04T10:11:12", "")


@pytest.mark.parametrize(
    ("blob", "moment", "fault"),
    [
        (DAY, "2019-07-04", ""),
        (dataset(55, b"2019-07-04"), "2019-07-04", ""),
        (dataset(55, b"20190700"), "2019-07", ""),
        (dataset(55, b"20190000"), "2019", ""),
        (dataset(55, b"20190730") + dataset(60, b"??????"), "2019-07-30", ""),
        (dataset(55, b"00000000"), "None", "no such day"),
        (dataset(55, b"20190230"), "None", "no such day"),
        (dataset(55, b""), "None", "empty"),
        (dataset(55, b"\xff\xfe"), "None", "not readable"),
        (DAY + dataset(60, b"250000"), "None", "no such time of day"),
        (DAY[:-3], "None", "not readable"),
    ],
)
def test_what_is_written_there_is_weighed(blob: bytes, moment: str, fault: str, rules: Rules) -> None:
    (found,) = _read(blob, rules)
    assert (str(found.moment), found.fault) == (moment, fault)


def test_a_blob_that_is_not_iptc_is_not_readable(rules: Rules) -> None:
    assert _read(b"garbage", rules) == [Candidate("iptc:DateCreated", "", None, "not readable")]


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"Photoshop 3.0\0",
        b"Photoshop 3.0\0" + resource(0x03ED, b"resolution"),
        b"8BIM",
        TIME,
        dataset(55, b"20190704", record=3),
        bytes([0x1C, 2, 55]),
        bytes([0x1C, 2, 5, 0xFF, 0xFF]) + DAY,
        dataset(5, b"title") + b"\0" + DAY,
    ],
)
def test_iptc_without_a_date_says_nothing(blob: bytes, rules: Rules) -> None:
    assert _read(blob, rules) == []


def _read(blob: bytes, rules: Rules) -> list[Candidate]:
    return list(from_iptc(Evidence("a.jpg", mtime_ns=0, iptc=blob), rules))
