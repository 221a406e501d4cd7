"""What IPTC says: the datasets 2:55 (day) and 2:60 (time) of IIM, bare or inside Photoshop's resources."""

import re
from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.dates.wallclock import DateError

_PHOTOSHOP = b"Photoshop 3.0\0"
_IIM_RESOURCE = 0x0404
_DATASET = 0x1C
_EXTENDED = 0x8000  # the size is the number of bytes that hold the size
_UNKNOWN_DAY = re.compile("([0-9]{4})([0-9]{2})00")
_APPLICATION, _DATE_CREATED, _TIME_CREATED = 2, 55, 60


def from_iptc(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """DateCreated and TimeCreated; nothing where the blob has no date."""
    if not evidence.iptc:
        return
    try:
        texts = dict(_created(_iim(evidence.iptc)))
    except DateError as error:
        yield Candidate("iptc:DateCreated", "", None, str(error))
        return
    if _DATE_CREATED in texts:
        text = f"{_known(texts[_DATE_CREATED])} {texts.get(_TIME_CREATED, '')}"
        yield claim("iptc:DateCreated", text, partial(read_stamp, text), rules)


def _known(day: str) -> str:
    """A day without the zeros that stand where month or day are not known (IIM 4.2, dataset 2:55)."""
    match = _UNKNOWN_DAY.fullmatch(day)
    if match is None:
        return day
    year, month = match.groups()
    return year if month == "00" else f"{year}-{month}"


def _iim(blob: bytes) -> bytes:
    blob = blob.removeprefix(_PHOTOSHOP)
    if not blob.startswith(b"8BIM"):
        return blob
    return next((data for number, data in _resources(blob) if number == _IIM_RESOURCE), b"")


def _resources(blob: bytes) -> Iterator[tuple[int, bytes]]:
    """Signature, number (2 bytes), name (a length byte first), size (4 bytes), data; name and data fill even bytes."""
    at = 0
    while at + 12 <= len(blob):
        number = int.from_bytes(blob[at + 4 : at + 6])
        size_at = at + 6 + _even(1 + blob[at + 6])
        data_at = size_at + 4
        size = int.from_bytes(blob[size_at:data_at])
        yield number, blob[data_at : data_at + size]
        at = data_at + _even(size)


def _created(iim: bytes) -> Iterator[tuple[int, str]]:
    """Marker, record, dataset, size (2 bytes), data; it ends with the blob, or where no marker stands."""
    if iim and iim[0] != _DATASET:
        raise DateError("not readable")
    at = 0
    while at + 5 <= len(iim) and iim[at] == _DATASET:
        record, dataset, size, data_at = iim[at + 1], iim[at + 2], int.from_bytes(iim[at + 3 : at + 5]), at + 5
        if size & _EXTENDED:
            data_at += size - _EXTENDED
            size = int.from_bytes(iim[at + 5 : data_at])
        if record == _APPLICATION and dataset in {_DATE_CREATED, _TIME_CREATED}:
            yield dataset, iim[data_at : data_at + size].decode("latin-1")
        at = data_at + size


def _even(size: int) -> int:
    return size + size % 2
