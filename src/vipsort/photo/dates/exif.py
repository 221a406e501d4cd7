"""What EXIF says: when the shutter opened, when it was digitized, the day of the satellites, the last change."""

from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.moment import Moment, Precision


def from_original(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """When the shutter opened, then when the picture was digitized."""
    for tag in ("DateTimeOriginal", "DateTimeDigitized"):
        if tag in evidence.exif:
            text = evidence.exif[tag]
            yield claim(f"exif:{tag}", text, partial(read_stamp, text), rules)


def from_gps_day(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """The day by the satellites' clock, which tells UTC: never more than a day."""
    if "GPSDateStamp" in evidence.exif:
        text = evidence.exif["GPSDateStamp"]
        yield claim("exif:GPSDateStamp", text, partial(_day, text), rules)


def from_modify_date(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """When a program last wrote the picture: EXIF calls it DateTime, everybody else ModifyDate."""
    if "DateTime" in evidence.exif:
        text = evidence.exif["DateTime"]
        yield claim("exif:ModifyDate", text, partial(read_stamp, text), rules)


def _day(text: str) -> Moment:
    moment = read_stamp(text)
    midnight = moment.when.replace(hour=0, minute=0, second=0)
    return Moment(midnight, min(moment.precision, Precision.DAY))
