"""Folders of DST by number: a merge renames a folder, and with it all that lies in it."""

from vipsort.store.folder_names import FolderNames


def test_a_folder_keeps_its_number() -> None:
    folders = FolderNames()
    assert folders.number("2019") == folders.number("2019")
    assert folders.number("2020") != folders.number("2019")
    assert len(folders) == 2


def test_what_lies_in_a_merged_folder_lies_in_the_one_above() -> None:
    folders = FolderNames()
    numbers = [folders.number(name) for name in ("2019/07", "2019/07/04", "2019/070", "2019")]
    folders.move("2019/07", "2019")
    assert [folders[number] for number in numbers] == ["2019", "2019/04", "2019/070", "2019"]


def test_a_folder_that_is_made_again_after_a_merge_is_another_one() -> None:
    folders = FolderNames()
    merged = folders.number("2019/07")
    folders.move("2019/07", "2019")
    again = folders.number("2019/07")
    assert (folders[merged], folders[again]) == ("2019", "2019/07")


def test_a_folder_may_be_merged_with_dst_itself() -> None:
    folders = FolderNames()
    numbers = [folders.number("a"), folders.number("a/b")]
    folders.move("a", "")
    assert [folders[number] for number in numbers] == ["", "b"]
