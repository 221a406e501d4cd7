"""Law: nothing is written outside DST, whatever lies in DST and whatever a picture says of itself."""

from pathlib import Path

import pytest

from conftest import Tree, contents
from make import jpeg

TAKEN = "2019:07:04 10:11:12"


@pytest.mark.parametrize("target", ["{}", "../outside"], ids=["absolute", "relative"])
def test_a_year_that_is_a_link_out_of_dst_gets_nothing(tree: Tree, target: str) -> None:
    outside = tree.root / "outside"
    outside.mkdir()
    tree.dst.mkdir()
    (tree.dst / "2019").symlink_to(target.format(outside))
    tree.write({"a.jpg": jpeg(TAKEN), "b.jpg": jpeg("2020:07:04 10:11:12", seed=2)})
    for options in ((), ("--dry-run",)):
        ran = tree.run(*options)
        assert ran.code == 3, ran.err
        assert ran.outcome("a.jpg")["verdict"] == "failed"
        assert ran.outcome("a.jpg")["reason"] == "2019 leads out of DST"
        assert ran.summary["failed"] == 1
    assert list(outside.iterdir()) == []
    assert (tree.dst / "2020" / "b.jpg").is_file()


@pytest.mark.parametrize(
    "model",
    [
        "../../x",
        "/etc/x",
        "a\0b",
        "\u202egpj.exe",
        "CON",
        "nul.txt",
        "n" * 300,
        "\u00e9" * 300,
        "..",
        ".",
        " ",
        ".vipsort",
    ],
)
def test_a_camera_s_name_is_a_folder_in_dst_whatever_it_says(tree: Tree, tmp_path: Path, model: str) -> None:
    tree.write({"a.jpg": jpeg(TAKEN, ifd0_Model=model)})
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(tree.dst)}
    ran = tree.run("--layout", "{model}")
    assert ran.code == 0, ran.err
    (name,) = contents(tree.dst)
    assert not name.startswith((".vipsort", "/"))
    assert not {".", ".."} & set(name.split("/"))
    assert all(part.isprintable() and len(part.encode()) <= 255 for part in name.split("/"))
    assert name.upper().split("/")[0] not in {"CON", "NUL.TXT"}
    after = {path for path in tmp_path.rglob("*") if not path.is_relative_to(tree.dst)}
    assert {path for path in after - before if path.name != "state" and "state" not in path.parts} == set()
