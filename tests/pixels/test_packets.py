"""Where the packets are: each container's own place for EXIF, XMP and IPTC."""

import io
import struct
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.pixels.packets import Kind, find_packets

PICTURES = Path(__file__).parents[1] / "pictures"
MAGICS = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"8BPS",
    b"RIFF\0\0\0\0WEBP",
    b"\0\0\0\x08ftyp",
    b"\0\0\0\x0cJXL ",
    b"GIF89a",
]
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"


def found(data: bytes, kind: Kind) -> list[bytes]:
    packets = find_packets(io.BytesIO(data))
    return [data[packet.start : packet.end] for packet in packets if packet.kind is kind]


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def resource(number: int, data: bytes, *, name: bytes = b"\0\0") -> bytes:
    return b"8BIM" + struct.pack(">H", number) + name + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


@pytest.mark.parametrize(
    "name",
    [
        "fuji-iptc-xmp-gps.jpg",
        "palette-alpha-xmp.png",
        "16bit-exif-xmp.png",
        "bare-exif.webp",
        "bilevel-xmp.tiff",
        "xmp.gif",
        "nikon-d5300-gps.heic",
        "nikon-d1x-xmp.jxl",
        "nikon-d1x-xmp.jp2",
        "canon-m50.cr3",
        "canon.crw",
        "grey-xmp.psd",
    ],
)
def test_xmp_is_found_where_its_container_keeps_it(name: str) -> None:
    packets = found((PICTURES / name).read_bytes(), Kind.XMP)
    assert packets
    assert b"rdf:RDF" in packets[0]
    assert packets[0].strip(b"\0 \n").endswith((b"meta>", b"?>"))


@pytest.mark.parametrize("name", ["iptc.jpg", "fuji-iptc-xmp-gps.jpg", "nikon.jpg", "nikon-d70.nef"])
def test_iptc_begins_with_its_marker(name: str) -> None:
    assert found((PICTURES / name).read_bytes(), Kind.IPTC)[0].startswith(b"\x1c\x02")


def test_exif_is_found_behind_segments_of_any_length() -> None:
    jpeg = (
        b"\xff\xd8"
        + segment(0xE2, b"ICC_PROFILE\0" + bytes(60_000)) * 3
        + b"\xff"  # one more 0xff before a marker is allowed
        + segment(0xE1, b"Exif\0\0II*\0")
    )
    assert found(jpeg, Kind.EXIF) == [b"II*\0"]


def test_what_is_behind_the_pixels_is_another_picture() -> None:
    jpeg = b"\xff\xd8" + segment(0xDA, b"") + segment(0xE1, b"Exif\0\0II*\0")
    assert found(jpeg, Kind.EXIF) == []


def test_photoshop_names_its_resources_before_it_fills_them() -> None:
    resources = resource(0x0400, b"odd") + resource(0x0404, b"\x1c\x02\x37\0\0", name=b"\x04name\0")
    jpeg = b"\xff\xd8" + segment(0xED, b"Photoshop 3.0\0" + resources)
    assert found(jpeg, Kind.IPTC) == [b"\x1c\x02\x37\0\0"]


def test_a_tiff_has_iptc_bare_or_inside_photoshop_resources() -> None:
    iptc = b"\x1c\x02\x37\0"
    resources = resource(0x0404, iptc)
    blobs_start = 8 + 2 + 2 * 12 + 4
    tiff = (
        b"MM\0*"
        + struct.pack(">IH", 8, 2)
        + struct.pack(">HHII", 33723, 4, 1, blobs_start)
        + struct.pack(">HHII", 34377, 1, len(resources), blobs_start + 4)
        + bytes(4)
        + iptc
        + resources
    )
    assert found(tiff, Kind.IPTC) == [iptc, iptc]


@pytest.mark.parametrize("gap", [0, 100_000, 5_000_000])
def test_xmp_at_the_end_of_an_unknown_file_is_found(gap: int) -> None:
    assert found(b"HEAPCCDR" + bytes(gap) + XMP.replace(b"/>", b"></x:xmpmeta>"), Kind.XMP)


def test_xmp_that_does_not_end_is_none() -> None:
    assert found(b"GIF89a" + XMP, Kind.XMP) == []


@given(st.sampled_from(MAGICS), st.binary(max_size=300))
def test_packets_of_any_bytes_are_bounded(magic: bytes, tail: bytes) -> None:
    packets = find_packets(io.BytesIO(magic + tail))
    assert len(packets) <= 16
    assert all(packet.start >= 0 for packet in packets)


@pytest.mark.parametrize("magic", MAGICS)
@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"8BIM", b"\0\0\0\x08meta", b"<x:xmpmeta", b"Exif\0\0"])
def test_megabytes_of_nothing_are_soon_walked(magic: bytes, filling: bytes) -> None:
    data = magic + filling * (10_000_000 // len(filling))
    began = time.process_time()
    find_packets(io.BytesIO(data))
    assert time.process_time() - began < 0.5


def test_boxes_full_of_boxes_are_soon_walked() -> None:
    inner = b"\0\0\0\x08free" * 4096
    meta = struct.pack(">I4sI", 12 + len(inner), b"meta", 0) + inner
    data = b"\0\0\0\x08ftyp" + meta * 300
    began = time.process_time()
    find_packets(io.BytesIO(data))
    assert time.process_time() - began < 0.5
