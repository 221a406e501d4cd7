"""Law 5: nothing in DST is overwritten."""

from conftest import Tree
from make import jpeg

OURS = jpeg("2019:07:04 10:11:12")
THEIRS = b"somebody else's"


def test_a_foreign_file_keeps_its_name(tree: Tree) -> None:
    tree.write({"a.jpg": OURS, "B.jpg": jpeg("2019:07:04 10:11:12", seed=2)})
    (tree.dst / "2019").mkdir(parents=True)
    for name in ("a.jpg", "a-2.jpg", "b.JPG"):
        (tree.dst / "2019" / name).write_bytes(THEIRS)
    ran = tree.run()
    assert ran.code == 0, ran.err
    assert ran.outcome("a.jpg")["target"] == "2019/a-3.jpg"
    placed = tree.placed()
    assert {name for name, data in placed.items() if data == THEIRS} == {"2019/a.jpg", "2019/a-2.jpg", "2019/b.JPG"}
    assert placed["2019/a-3.jpg"] == OURS
    assert ran.outcome("B.jpg")["target"] == "2019/B-2.jpg"


def test_the_same_bytes_of_somebody_else_are_adopted(tree: Tree) -> None:
    tree.write({"a.jpg": OURS})
    (tree.dst / "2019").mkdir(parents=True)
    (tree.dst / "2019" / "A.JPG").write_bytes(OURS)
    ran = tree.run()
    assert ran.outcome("a.jpg")["verdict"] == "placed"
    assert ran.outcome("a.jpg")["target"] == "2019/A.JPG"
    assert tree.placed() == {"2019/A.JPG": OURS}


def test_without_its_journal_nothing_is_lost_and_nothing_doubled(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    tree.run("--resize", "160", "--metadata", "none")
    before = tree.placed()
    for path in (tree.dst / ".vipsort").iterdir():
        path.unlink()
    again = tree.run("--resize", "160", "--metadata", "none")
    assert again.code == 3, again.err
    assert tree.placed() == before


def test_a_file_in_the_way_of_a_folder_stays(tree: Tree) -> None:
    tree.write({"a.jpg": OURS})
    tree.dst.mkdir()
    (tree.dst / "2019").write_bytes(THEIRS)
    ran = tree.run()
    assert ran.code == 3
    assert ran.outcome("a.jpg")["verdict"] == "failed"
    assert tree.placed() == {"2019": THEIRS}
    (tree.dst / "2019").unlink()
    assert tree.run().outcome("a.jpg")["verdict"] == "placed"


def test_a_link_in_the_place_of_a_target_is_not_followed(tree: Tree) -> None:
    tree.write({"a.jpg": OURS})
    (tree.dst / "2019").mkdir(parents=True)
    elsewhere = tree.root / "elsewhere.jpg"
    (tree.dst / "2019" / "a.jpg").symlink_to(elsewhere)
    tree.run()
    assert not elsewhere.exists()
    assert (tree.dst / "2019" / "a-2.jpg").read_bytes() == OURS


def test_flattening_leaves_what_others_made(tree: Tree) -> None:
    tree.write({"a.jpg": OURS, "b.jpg": jpeg("2020:07:04 10:11:12", seed=2)})
    (tree.dst / "2019" / "their empty one").mkdir(parents=True)
    (tree.dst / "2020" / "07").mkdir(parents=True)
    (tree.dst / "2020" / "note.txt").write_bytes(THEIRS)
    tree.run("--layout", "day", "--flatten")
    assert (tree.dst / "2019" / "their empty one").is_dir()
    assert tree.placed() == {
        "2019/07/a.jpg": OURS,
        "2020/07/04/b.jpg": (tree.src / "b.jpg").read_bytes(),
        "2020/note.txt": THEIRS,
    }
