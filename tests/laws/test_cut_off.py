"""Law 9: a cut-off picture is never placed as a good one."""

import pytest

from conftest import PICTURES, Tree
from vipsort.photo.formats import BY_SUFFIX, FACTS, Opener

# What nobody here decodes is dated, sorted and deduplicated as bytes.
DECODED = {
    path.name
    for path in PICTURES.iterdir()
    if path.suffix in BY_SUFFIX and FACTS[BY_SUFFIX[path.suffix]].opener is not Opener.NOBODY
}
BROKEN = {"truncated.jpg"}  # as it comes
LAST_PIXEL = {"grey.tga": 0.47}  # what follows is a thumbnail and a footer


@pytest.mark.parametrize("options", [(), ("--resize", "32", "--format", "png")], ids=["checked", "rendered"])
def test_half_a_picture_is_kept_whole_in_corrupted(tree: Tree, options: tuple[str, ...]) -> None:
    halves = {}
    for name in sorted(DECODED):
        data = (PICTURES / name).read_bytes()
        halves[name] = data[: int(len(data) * min(0.5, LAST_PIXEL.get(name, 1)))]
    tree.write(halves)
    ran = tree.run("--layout", "flat", *options)
    assert ran.code == 3
    verdicts = {event["source"]: event["verdict"] for event in ran.events[:-1]}
    assert verdicts == dict.fromkeys(halves, "quarantined")
    assert tree.placed() == {f"Corrupted/{name}": data for name, data in halves.items()}


@pytest.mark.parametrize("options", [(), ("--resize", "32", "--format", "png")], ids=["checked", "rendered"])
def test_the_whole_ones_are_placed(tree: Tree, options: tuple[str, ...]) -> None:
    tree.write({name: (PICTURES / name).read_bytes() for name in DECODED})
    ran = tree.run(*options)
    verdicts = {event["source"]: event["verdict"] for event in ran.events[:-1]}
    assert verdicts == {name: "quarantined" if name in BROKEN else "placed" for name in DECODED}


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".heic", ".bmp", ".jp2"])
def test_a_tenth_less_is_too_little(tree: Tree, suffix: str) -> None:
    cut = {}
    for path in PICTURES.iterdir():
        if path.suffix == suffix:
            data = path.read_bytes()
            cut[path.name] = data[: len(data) * 9 // 10]
    tree.write(cut)
    ran = tree.run()
    assert ran.summary["quarantined"] == len(cut) > 0, ran.out
