"""What NAS boxes, cameras and desktops leave among pictures."""

import pytest

from vipsort.store.junk import is_junk_file, is_junk_folder


@pytest.mark.parametrize("name", ["@eaDir", "@EADIR", "#recycle", "$RECYCLE.BIN", ".git", ".thumbnails", "lost+found"])
def test_a_folder_that_a_machine_fills_is_junk(name: str) -> None:
    assert is_junk_folder(name)


@pytest.mark.parametrize("name", ["._IMG_0001.jpg", ".DS_Store", "Thumbs.db", "desktop.ini", ".nomedia", "Picasa.ini"])
def test_a_file_that_a_machine_leaves_is_junk(name: str) -> None:
    assert is_junk_file(name)


@pytest.mark.parametrize("name", ["2019", "eaDir", "a.b", "Recycle", "_"])
def test_a_person_s_folder_is_none(name: str) -> None:
    assert not is_junk_folder(name)


@pytest.mark.parametrize("name", ["IMG_0001.jpg", ".hidden.jpg", "_.jpg", "thumbs.jpg"])
def test_a_person_s_file_is_none(name: str) -> None:
    assert not is_junk_file(name)
