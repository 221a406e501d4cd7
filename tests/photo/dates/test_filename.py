"""Dates in file names: every row and every trap of docs' table, with and without an extension."""

from dataclasses import replace
from datetime import timedelta, timezone
from unicodedata import normalize

import pytest

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.filename import from_filename
from vipsort.photo.moment import Precision

DATED = {
    # fourteen digits and a fraction
    "00015IMG_00015_BURST20171111030039_COVER": "2017-11-11T03:00:39",
    "DSC_0012_BURST20180719194940123": "2018-07-19T19:49:40",
    "201801261147521000": "2018-01-26T11:47:52",
    "VID20240225013642": "2024-02-25T01:36:42",
    "DJI_20230704101112_0001_D": "2023-07-04T10:11:12",
    # eight digits, six digits and a fraction
    "IMG_20190704_101112": "2019-07-04T10:11:12",
    "MVIMG_20190215_193501": "2019-02-15T19:35:01",
    "Screenshot_20190919-053857_Camera": "2019-09-19T05:38:57",
    "20190704_101112": "2019-07-04T10:11:12",
    "20190704 101112": "2019-07-04T10:11:12",
    "20190704T101112Z": "2019-07-04T10:11:12",
    "PXL_20210512_235959123": "2021-05-13T01:59:59",
    "PXL_20210512_235959123.MP": "2021-05-13T01:59:59",
    "PXL_20210512_235959123~2": "2021-05-13T01:59:59",
    "20230427_145116000_iOS": "2023-04-27T16:51:16",
    "20230427_145116000_iOS (1)": "2023-04-27T16:51:16",
    # eight digits and a separated clock
    "WP_20140704_10_11_12_Pro": "2014-07-04T10:11:12",
    # a separated day and six digits
    "signal-2019-07-04-163832": "2019-07-04T16:38:32",
    "signal-2019-07-04-163832123": "2019-07-04T16:38:32",
    # a separated day, a separator or "at" or "T", a separated clock
    "Screenshot_2019-04-16-11-19-37-232_com.x": "2019-04-16T11:19:37",
    "Screenshot 2022-02-23 at 2.59.39 PM": "2022-02-23T14:59:39",
    "Screenshot 2022-02-23 at 2.59.39\N{NARROW NO-BREAK SPACE}PM": "2022-02-23T14:59:39",
    "Screenshot 2022-02-23 at 2.59.39 am": "2022-02-23T02:59:39",
    "Screenshot 2022-02-23 at 12.59.39 AM": "2022-02-23T00:59:39",
    "Screenshot 2022-02-23 at 12.59.39 PM": "2022-02-23T12:59:39",
    "Screenshot 2022-02-23 at 14.59.39 PM": "2022-02-23T14:59:39",
    "Screenshot 2022-02-23 at 2.59.39 Amsterdam": "2022-02-23T02:59:39",
    "WhatsApp Image 2019-07-04 at 10.11.12": "2019-07-04T10:11:12",
    "WhatsApp Bild 2019-07-04 um 10.11.12": "2019-07-04T10:11:12",
    "Capture d\N{RIGHT SINGLE QUOTATION MARK}écran 2019-07-04 à 10.11.12": "2019-07-04T10:11:12",
    normalize("NFD", "Capture d\N{RIGHT SINGLE QUOTATION MARK}écran 2019-07-04 à 10.11.12"): "2019-07-04T10:11:12",
    "photo_2023-07-20_14-15-30": "2023-07-20T14:15:30",
    "Screenshot from 2022-12-17 19-45-43": "2022-12-17T19:45:43",
    "2019-07-04T10:11:12+02:00": "2019-07-04T10:11:12",
    "signal-2019-07-04-16-38-32-123": "2019-07-04T16:38:32",
    "2019-07-04 10.11.12 (2)": "2019-07-04T10:11:12",
    # a year of two digits, with a whole time only
    "22-04-06 15-21-03 2160": "2022-04-06T15:21:03",
    "94-04-06 15-21-03": "1994-04-06T15:21:03",
    # eight digits, no letter after
    "IMG-20190704-WA0001": "2019-07-04",
    "IMG_20250101_250000": "2025-01-01",
    "IMG20190704": "2019-07-04",
    "20190704 copy": "2019-07-04",
    "20190704-edited": "2019-07-04",
    "IMG_19900101_1": "1990-01-01",
    # a separated day alone
    "Snapchat_2019-08-12_0516c0a9-5402-f3d7-ae27-19671102f52c-main": "2019-08-12",
    "1974-08-12 Grandpa": "1974-08-12",
    "1900-12-31": "1900-12-31",
    "2019_07_04": "2019-07-04",
    "2019.07.04": "2019-07-04",
    "2019 07 04 Paris": "2019-07-04",
    "2019-07-04 25.10.10": "2019-07-04",
    "2019-07-04 at 10.11.123": "2019-07-04",
    # the year last
    "31.12.2019": "2019-12-31",
    "12-31-2019": "2019-12-31",
    "31_12_2019": "2019-12-31",
    "4.7.2019": "2019",
    "31.7.2019": "2019-07-31",
    "04.07.2019": "2019",
    "04.07.2019 10.11.12": "2019",
    "04.04.2019": "2019-04-04",
    "31.12.2019 10.11.12": "2019-12-31T10:11:12",
    "31.12.2019 at 1.11.12 PM": "2019-12-31T13:11:12",
    "31.12.2019 25.11.12": "2019-12-31",
    # 13-digit epoch milliseconds, 2000 to now
    "FB_IMG_1450900959497": "2015-12-23T22:02:39",
    "1562230800123": "2019-07-04T11:00:00",
    # tomorrow is as far as it goes
    "IMG_20261121_101112": "2026-11-21T10:11:12",
    "2026-11-21": "2026-11-21",
}

UNDATED = (
    "IMG_20201332",
    "wallpaper_20201080",
    "1920x1080",
    "2048x1536",
    "IMG_20190230",
    "20220230-WA0001",
    "+4915201012345",
    "0201902140123",
    "816226709_8639",
    "IMG_2001",
    "DSC_2012",
    "DSC01990",
    "P1011234",
    "invoice-20991231",
    "IMG-20301231-WA0001",
    "12345620190704999",
    "ISBN9782019120412",
    "order_2012010199",
    "00000000_000000",
    "IMG_1234567890",
    "received_10215012345678901",
    "9e8449ee-9f27-440f-949b-69f98a200921",
    "ABCD20191204F00D-77E2-4A1B",
    "IMG_19700101_000000",
    "19800101_000000",
    "2024",
    "2024-05",
    "12.05.07",
    "",
    "+1450900959497",
    "1795219200000",
    "IMG_19891231_101112",
    "1899-12-31",
    "IMG_20261122_101112",
    "2026-11-22",
    "20190704x",
    "20190704é",
    "٣20190704",
    "2019-07(04)",
    "2019(07)04",
    "20190704101112345678",
    "20250101250000",
    "32.12.2019",
    "31.13.2019",
    "00.07.2019",
    "30.02.2019",
    "31.12.1899",
    "4-7-2019",
    "22-04-06",
    "27-04-06 15-21-03",
    "0516c0a9-5402-f3d7-ae27-196711022019-07-04",
    "PXL_99990101_000000",
)


@pytest.mark.parametrize("extension", ["", ".jpg", ".MP4", ".3gp"])
@pytest.mark.parametrize(("name", "moment"), DATED.items())
def test_a_date_in_a_name_is_found_with_its_precision(name: str, moment: str, extension: str, rules: Rules) -> None:
    (found,) = _in(name + extension, rules)
    assert (found.source, str(found.moment), found.fault) == ("filename", moment, "")


@pytest.mark.parametrize("extension", ["", ".jpg", ".MP4", ".3gp"])
@pytest.mark.parametrize("name", UNDATED)
def test_digits_that_only_look_like_a_date_date_nothing(name: str, extension: str, rules: Rules) -> None:
    assert [found for found in _in(name + extension, rules) if not found.fault] == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("IMG_20190230", "no such day"),
        ("invoice-20991231", "later than tomorrow"),
        ("1899-12-31", "before 1900"),
        ("IMG_19850704", "before 1990"),
        ("2019-01-01 (2), 1980-01-01", ""),
        ("1980-01-01", "the clock was never set"),
        ("1795219200000", "later than now"),
        ("0201902140123", "before 2000"),
    ],
)
def test_a_date_that_is_not_believed_says_why(name: str, fault: str, rules: Rules) -> None:
    (found,) = _in(name, rules)
    assert found.fault == fault


@pytest.mark.parametrize("name", ["IMG_2001.jpg", "photo.jpg", "9e8449ee-9f27-440f-949b-69f98a200921.jpg"])
def test_a_name_without_a_date_says_nothing(name: str, rules: Rules) -> None:
    assert _in(name, rules) == []


def test_only_the_words_that_were_read_are_shown(rules: Rules) -> None:
    (found,) = _in("trip/IMG_20190704_101112 (1).jpg", rules)
    assert found.text == "20190704_101112"


def test_folders_are_no_part_of_the_name(rules: Rules) -> None:
    assert _in("2019-07-04/photo.jpg", rules) == []


def test_the_surest_way_to_write_a_date_wins(rules: Rules) -> None:
    (found,) = _in("2018-01-02 IMG_20190704_101112.jpg", rules)
    assert str(found.moment) == "2019-07-04T10:11:12"


def test_a_plausible_date_beats_an_implausible_one_before_it(rules: Rules) -> None:
    (found,) = _in("20991231_101112 2019-07-04.jpg", rules)
    assert str(found.moment) == "2019-07-04"


def test_an_ambiguous_day_is_certain_in_its_year_alone(rules: Rules) -> None:
    (found,) = _in("04.07.2019.jpg", rules)
    assert found.moment is not None
    assert found.moment.precision is Precision.YEAR


def test_a_pixel_in_the_west_took_it_the_evening_before(rules: Rules) -> None:
    west = replace(rules, tz=timezone(timedelta(hours=-8)))
    (found,) = _in("PXL_20210101_035959123.jpg", west)
    assert str(found.moment) == "2020-12-31T19:59:59"


def _in(name: str, rules: Rules) -> list[Candidate]:
    return list(from_filename(Evidence(name, mtime_ns=0), rules))
