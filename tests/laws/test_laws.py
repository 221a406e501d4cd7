from conftest import Tree
from make import jpeg


def test_a_twin_is_not_placed_twice(tree: Tree) -> None:
    red = jpeg("2019:07:04 10:11:12")
    tree.write({"a.jpg": red, "b.jpg": red})
    ran = tree.run("--layout", "flat")
    assert ran.code == 0, ran.err
    assert tree.placed() == {"a.jpg": red}
    assert ran.outcome("b.jpg")["verdict"] == "duplicate"
