"""Whatever stands in names and blobs, dating ends, and ends without an error."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.dates.dating import candidates
from vipsort.photo.dates.evidence import Evidence, Rules
from vipsort.photo.dates.sidecars import takeout_sidecar, xmp_sidecar

CHARACTERS = st.text(st.characters(), max_size=255)  # lone surrogates are among them
DATELIKE = st.text("0123456789-_. :/T()PXLMiOSatm~abcdef+", max_size=255)
NAMES = CHARACTERS | DATELIKE
MARKUP = st.text("<>/?!x:rdfRDF\"'=& 0123456789-").map(str.encode)
BLOBS = st.binary() | st.builds(
    bytes.__add__,
    st.sampled_from([b"\x1c\x02\x37", b"8BIM", b"Photoshop 3.0\0", b"<x:xmpmeta", b"{"]),
    st.binary() | MARKUP,
)


@given(name=NAMES, mtime_ns=st.integers())
def test_no_name_and_no_mtime_raises(rules: Rules, name: str, mtime_ns: int) -> None:
    for found in candidates(Evidence(name, mtime_ns), replace(rules, use_mtime=True)):
        assert found.moment or found.fault
        found.text.encode()


@given(blob=BLOBS)
def test_no_blob_raises(rules: Rules, blob: bytes) -> None:
    evidence = Evidence("a.jpg", mtime_ns=0, xmp=blob, xmp_sidecar=blob, iptc=blob, takeout=blob)
    assert all(found.moment or found.fault for found in candidates(evidence, rules))


@given(text=NAMES)
def test_no_tag_raises(rules: Rules, text: str) -> None:
    tags = ("DateTimeOriginal", "DateTimeDigitized", "DateTime", "GPSDateStamp")
    movie = dict.fromkeys(("Keys:CreationDate", "QuickTime:CreateDate"), text)
    evidence = Evidence("a.jpg", mtime_ns=0, exif=dict.fromkeys(tags, text), movie=movie)
    mapped = replace(rules, date_map={"a.jpg": text})
    assert all(found.moment or found.fault for found in candidates(evidence, mapped))


@given(name=NAMES)
def test_no_name_raises_when_its_sidecar_is_sought(name: str) -> None:
    assert takeout_sidecar(name, frozenset()) is None
    assert xmp_sidecar(name, frozenset()) is None


@pytest.mark.parametrize("piece", ["1", "a", "1a", "2019", "2019-", "20190704", "(", "(1", "-edited", "12.", "🙂", "-"])
def test_a_long_name_costs_no_time(piece: str, rules: Rules) -> None:
    name = (piece * 255)[:255]
    began = process_time()
    list(candidates(Evidence(f"{name}/{name}/{name}", mtime_ns=0), rules))
    takeout_sidecar(name, frozenset())
    assert process_time() - began < 0.1


@pytest.mark.parametrize("blob", [b"\0", b"<", b"[", b"\x1c\x02\x37\x00\x01", b"8BIM\x00\x00\x00\x00", b"<x:xmpmeta "])
def test_a_megabyte_of_garbage_costs_little_time(blob: bytes, rules: Rules) -> None:
    garbage = blob * (1_000_000 // len(blob))
    evidence = Evidence("a.jpg", mtime_ns=0, xmp=garbage, xmp_sidecar=garbage, iptc=garbage, takeout=garbage)
    began = process_time()
    list(candidates(evidence, rules))
    assert process_time() - began < 2
