"""Names under which programs write what is not whole yet."""

import pytest

from vipsort.store.unfinished import is_unfinished


@pytest.mark.parametrize(
    "name",
    [
        ".IMG_0001.jpg.AbC123",
        "IMG_0001.jpg.part",
        "IMG_0001.JPG.FilePart",
        "Unconfirmed 12345.crdownload",
        ".syncthing.IMG_0001.jpg.tmp",
        "~syncthing~IMG_0001.jpg.tmp",
        "IMG_0001.jpg.5f3a.partial",
        "~$report.docx",
        ".~lock.report.odt#",
        ".in.IMG_0001.jpg.",
        ".pureftpd-upload.5f3a.15.1a2b.c3d4",
        ".goutputstream-ABC123",
        ".nfs000000000012ab",
        ".fuse_hidden0000000100000001",
    ],
)
def test_a_name_that_will_be_another_one(name: str) -> None:
    assert is_unfinished(name)


@pytest.mark.parametrize(
    "name",
    ["IMG_0001.jpg", "part.jpg", "a.part.jpg", ".hidden.jpg", ".hidden.jpeg", "x.IMG001", "~a.jpg", "tmp"],
)
def test_a_name_that_is_the_last_one(name: str) -> None:
    assert not is_unfinished(name)
