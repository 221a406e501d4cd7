"""A tree of any size as a stream of sources."""

import os
from pathlib import Path

import pytest

from conftest import Tree
from vipsort.store.root import Root
from vipsort.store.scan import BATCH, found, scan


def names(src: Root) -> list[str]:
    return [source.name for batch in scan(src) for source in batch]


def barred(src: Root) -> dict[str, str]:
    return {source.name: source.barred for batch in scan(src) for source in batch if source.barred}


def test_files_come_before_folders_by_byte_order(src: Root, tree: Tree) -> None:
    tree.write(
        dict.fromkeys(["b/z.jpg", "b.jpg", "a/2/x.jpg", "a/1.jpg", "a-b/1.jpg", "B.jpg", "é.jpg", "a/1/x.jpg"], b"")
    )
    ordered = ["B.jpg", "b.jpg", "é.jpg", "a/1.jpg", "a/1/x.jpg", "a/2/x.jpg", "a-b/1.jpg", "b/z.jpg"]
    assert names(src) == ordered


def test_a_source_knows_its_size_and_time(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"12345"}, mtime=1_562_235_072)
    ((source,),) = scan(src)
    assert (source.size, source.mtime_ns, source.barred, source.lost) == (5, 1_562_235_072 * 10**9, "", False)


def test_an_empty_folder_holds_nothing(src: Root, tree: Tree) -> None:
    (tree.src / "a" / "b").mkdir(parents=True)
    assert names(src) == []


def test_one_file_is_a_tree_of_one(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"1", "a.jpg.xmp": b"<", "b.jpg": b"2"})
    ((source,),) = scan(src, "a.jpg")
    assert (source.name, source.size, source.sidecars) == ("a.jpg", 1, ("a.jpg.xmp",))


def test_a_batch_is_of_one_folder_and_bounded(src: Root, tree: Tree) -> None:
    tree.write({f"{folder}/{number:04}.jpg": b"" for folder in "ab" for number in range(BATCH + 1)})
    batches = list(scan(src))
    assert [len(batch) for batch in batches] == [BATCH, 1, BATCH, 1]
    assert all(len({source.folder for source in batch}) == 1 for batch in batches)


def test_many_names_lose_none(src: Root, tree: Tree) -> None:
    wanted = [f"{number:05}" for number in range(3_000)]
    tree.write(dict.fromkeys(reversed(wanted), b""))
    assert names(src) == wanted


def test_folders_are_walked_however_deep_they_lie(src: Root, tree: Tree) -> None:
    deep = "/".join("d" * 300)
    tree.write({f"{deep}/a.jpg": b""})
    assert names(src) == [f"{deep}/a.jpg"]


@pytest.mark.parametrize("folder", ["@eaDir", ".hidden", "#recycle", "a/.git"])
def test_a_machine_s_folder_is_not_entered(src: Root, tree: Tree, folder: str) -> None:
    tree.write({f"{folder}/a.jpg": b"", "b.jpg": b""})
    assert names(src) == ["b.jpg"]


def test_a_machine_s_file_is_found_and_barred(src: Root, tree: Tree) -> None:
    tree.write({"._a.jpg": b"", "Thumbs.db": b"", "a.jpg": b""})
    reason = "left by a NAS or a camera"
    assert barred(src) == {"._a.jpg": reason, "Thumbs.db": reason}


def test_links_and_pipes_are_found_and_barred(src: Root, tree: Tree) -> None:
    tree.write({"real/a.jpg": b"1"})
    (tree.src / "file.jpg").symlink_to("real/a.jpg")
    (tree.src / "folder").symlink_to("real")
    (tree.src / "nowhere.jpg").symlink_to("gone")
    (tree.src / "circle").symlink_to(".")
    os.mkfifo(tree.src / "pipe.jpg")
    link = "a symbolic link"
    assert barred(src) == {
        "circle": link,
        "file.jpg": link,
        "folder": link,
        "nowhere.jpg": link,
        "pipe.jpg": "not a regular file",
    }
    assert names(src) == ["circle", "file.jpg", "folder", "nowhere.jpg", "pipe.jpg", "real/a.jpg"]


def test_a_link_to_a_tree_is_a_tree(tree: Tree) -> None:
    tree.write({"a.jpg": b""})
    link = tree.root / "link"
    link.symlink_to(tree.src)
    with Root.open(link, "SRC") as root:
        assert names(root) == ["a.jpg"]


def test_a_name_that_is_no_utf_8_is_found(src: Root, tree: Tree) -> None:
    tree.write({"b\udcff.jpg": b"1", "c\udce9/\n.jpg": b"2"})
    assert names(src) == ["b\udcff.jpg", "c\udce9/\n.jpg"]


def test_what_describes_a_picture_goes_with_it(src: Root, tree: Tree) -> None:
    tree.write(dict.fromkeys(["a.jpg", "a.xmp", "b.jpg", "b.jpg.json", "B.JPG.XMP", "c.jpg", "x/a.jpg", "d.JSON"], b""))
    (tree.src / "e.jpg").symlink_to("a.jpg")
    (tree.src / "e.xmp").write_bytes(b"")
    sidecars = {source.name: source.sidecars for batch in scan(src) for source in batch}
    assert sidecars["a.jpg"] == ("a.xmp",)
    assert sidecars["b.jpg"] == ("b.jpg.json",)
    assert sidecars["c.jpg"] == sidecars["x/a.jpg"] == sidecars["e.jpg"] == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_cannot_be_listed_is_told_and_passed(src: Root, tree: Tree) -> None:
    tree.write({"a/1.jpg": b"", "b/2.jpg": b"", "c/3.jpg": b""})
    (tree.src / "b").chmod(0)
    sources = [source for batch in scan(src) for source in batch]
    (tree.src / "b").chmod(0o700)
    assert [source.name for source in sources] == ["a/1.jpg", "b", "c/3.jpg"]
    assert [source.lost for source in sources] == [False, True, False]
    assert sources[1].barred == "cannot be listed: Permission denied"


def test_a_folder_that_goes_away_meanwhile_is_told(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"", "b/2.jpg": b""})
    walk = scan(src)
    assert [source.name for source in next(walk)] == ["a.jpg"]
    (tree.src / "b" / "2.jpg").unlink()
    (tree.src / "b").rmdir()
    ((lost,),) = walk
    assert (lost.name, lost.lost, lost.barred) == ("b", True, "cannot be listed: No such file or directory")


def test_a_file_that_goes_away_meanwhile_is_told(src: Root, tree: Tree) -> None:
    tree.write({f"{number:04}.jpg": b"" for number in range(BATCH + 1)})
    walk = scan(src)
    next(walk)
    (tree.src / f"{BATCH:04}.jpg").unlink()
    ((lost,),) = walk
    assert (lost.lost, lost.barred) == (True, "cannot be looked at: No such file or directory")


def test_one_file_is_found_with_what_lies_beside_it(src: Root, tree: Tree) -> None:
    tree.write({"x/a.jpg": b"1", "x/a.xmp": b"<", "b.jpg": b"22"})
    assert found(src, Path("x/a.jpg")).sidecars == ("a.xmp",)
    assert found(src, Path("x/a.jpg")).name == "x/a.jpg"
    assert found(src, Path("b.jpg")).size == 2


def test_who_leads_comes_first_and_what_goes_with_it_right_after_it(src: Root, tree: Tree) -> None:
    group = ["IMG_1.CR2", "IMG_1.CR2.xmp", "IMG_1.JPG", "IMG_1.MOV", "IMG_1.png", "IMG_1.xmp"]
    tree.write(dict.fromkeys([*group, "IMG_0.JPG", "IMG_O1.AAE", "IMG_2.JPG", "a.json"], b""))
    ordered = ["IMG_0.JPG", "IMG_1.JPG", "IMG_1.CR2", "IMG_1.CR2.xmp", "IMG_1.MOV", "IMG_1.xmp", "IMG_O1.AAE"]
    assert names(src) == [*ordered, "IMG_1.png", "IMG_2.JPG", "a.json"]
    ties = {source.name: source.tie.companion_of for batch in scan(src) for source in batch if source.tie.companion_of}
    assert ties == {**dict.fromkeys(ordered[2:], "IMG_1.JPG"), "IMG_1.CR2.xmp": "IMG_1.CR2"}


def test_a_batch_goes_on_until_its_last_group_is_whole(src: Root, tree: Tree) -> None:
    wanted = {f"{number:04}.{ending}" for number in range(BATCH) for ending in ("heic", "jpg", "mov", "xmp")}
    tree.write(dict.fromkeys(wanted, b""))
    batches = list(scan(src))
    assert {name for name in names(src) if name in wanted} == wanted
    for batch in batches:
        stems = [source.name.partition(".")[0] for source in batch]
        assert all(stems.count(stem) == 4 for stem in set(stems))
        assert len(batch) < 2 * BATCH


def test_names_that_begin_alike_without_end_are_cut_between_their_stems(src: Root, tree: Tree) -> None:
    wanted = {f"2019.07.{number:05}.{ending}" for number in range(BATCH) for ending in ("heic", "mov")}
    tree.write(dict.fromkeys(wanted, b""))
    batches = list(scan(src))
    assert {source.name for batch in batches for source in batch} == wanted
    assert len(batches) > 1
    for batch in batches:
        assert {source.tie.companion_of for source in batch if source.name.endswith(".mov")} <= {
            source.name for source in batch
        }
        assert all(source.tie.companion_of for source in batch if source.name.endswith(".mov"))


def test_a_far_sidecar_is_found_once_and_a_lone_one_last(src: Root, tree: Tree) -> None:
    pictures = [f"IMG_{number:04}.JPG" for number in range(2 * BATCH)]
    tree.write(dict.fromkeys([*pictures, "IMG_O0003.AAE", "IMG_O9999.AAE", "IMG_0001-edited.JPG"], b""))
    found = names(src)
    assert sorted(found) == sorted([*pictures, "IMG_O0003.AAE", "IMG_O9999.AAE", "IMG_0001-edited.JPG"])
    assert found[found.index("IMG_0003.JPG") + 1] == "IMG_O0003.AAE"
    assert found[-1] == "IMG_O9999.AAE"
