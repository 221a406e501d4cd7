"""Everything in one tree that somebody who means harm, or a broken disk, can put before this program."""

import io
import os
import socket
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bombs import bombs
from conftest import PICTURES
from make import jpeg, picture
from poison import BIDI, ESCAPES, poisons

LONGEST = 255  # bytes of a name


def hostile() -> Mapping[str, bytes]:
    """Files by their path; bytes that are no UTF-8 are lone surrogates."""
    return {
        **{f"bombs/{name}": data for name, data in bombs().items()},
        **{f"poison/{name}": data for name, data in poisons().items()},
        **{f"cut/{name}": data for name, data in _cut()},
        **{f"liars/{name}": data for name, data in _liars()},
        **{f"names/{name}": data for name, data in _names()},
    }


def write_special(folder: Path) -> list[str]:
    """Put into the folder what is no file, as far as this system lets us; their names."""
    os.mkfifo(folder / "pipe.jpg")
    descriptor = os.open(folder, os.O_DIRECTORY)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"/proc/self/fd/{descriptor}/socket.jpg")  # the path of a socket has 108 bytes at most
    os.close(descriptor)
    (folder / "loop").symlink_to(".")
    (folder / "self.jpg").symlink_to("self.jpg")
    (folder / "away.jpg").symlink_to("/etc/passwd")
    made = ["pipe.jpg", "socket.jpg", "loop", "self.jpg", "away.jpg"]
    try:
        os.mknod(folder / "zero.jpg", 0o20666, os.makedev(1, 5))
    except OSError:
        return made
    return [*made, "zero.jpg"]


def _cut() -> Iterator[tuple[str, bytes]]:
    """Real pictures that end in their magic, their header, their metadata, their pixels, or just before their end."""
    for name in ("canon-40d.jpg", "16bit-exif-xmp.png", "animated.gif", "animated.webp", "plain.tiff", "kyocera.avif"):
        data = (PICTURES / name).read_bytes()
        for number, length in enumerate((2, 12, 33, len(data) // 4, len(data) - 60)):
            stem, _dot, ending = name.rpartition(".")
            yield f"{stem} {number}.{ending}", data[:length]


def _liars() -> Iterator[tuple[str, bytes]]:
    """What is not what its name says, or is two things at once."""
    yield "empty.jpg", b""
    yield "zeros.jpg", bytes(100_000)
    yield "only a magic.jpg", b"\xff\xd8\xff"
    yield "only a magic.png", b"\x89PNG\r\n\x1a\n"
    yield "pdf.jpg", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    yield "svg.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="secret.png"/></svg>'
    yield "html.jpg", b"<html><script>alert(1)</script>"
    yield "matrix.jpg", b"3 3 1 0\n1 2 3\n4 5 6\n7 8 9\n"
    yield "csv.jpg", b"1,2,3\n4,5,6\n"
    yield "libvips.jpg", b"\x08\xf2\xa6\xb6" + bytes(60) + bytes(4096)
    yield "script.jpg", b"#!/bin/sh\nrm -rf /\n"
    yield "png inside.jpg", picture(".png", seed=40)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as folder:
        folder.writestr("../../evil.sh", "rm -rf /")
    yield "and a zip.jpg", jpeg("2019:07:04 10:11:12", seed=41) + archive.getvalue()
    yield "a magic in the middle.jpg", bytes(512) + jpeg(seed=42)
    yield "bomb.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>'


def _names() -> Iterator[tuple[str, bytes]]:
    """Sound pictures with names that some terminal, share or library takes for something else."""
    names = (
        "b.jpg", "b.jpg[shrink=8]", "b[shrink=8].jpg", "two\nlines.jpg", f"{ESCAPES}.jpg", f"{BIDI}.jpg",
        "\udcff\udc80.jpg", "\x85\x9b31m.jpg", "CON.jpg", "nul", "trailing. .jpg", "dots...", " .jpg", "-rf.jpg",
        "--help", "$(id).jpg", "a;id|id&.jpg", "%s%n.jpg", "{0}{year}.jpg", "caf\u00e9.jpg", "cafe\u0301.jpg",
        "CAF\u00c9.JPG", "twin.jpg", "TWIN.jpg", ".vipsort-0123456789abcdef.tmp", "..jpg", "\\..\\..\\evil.jpg",
        "c:evil.jpg", "\N{GRINNING FACE}" * 60 + ".jpg", "n" * (LONGEST - 4) + ".jpg", "\u202e" * 80 + ".jpg",
    )  # fmt: skip
    for number, name in enumerate(names):
        yield name, jpeg("2019:07:04 10:11:12", seed=200 + number)
