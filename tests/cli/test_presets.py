"""The three presets: shown as the files that they are, and each does its job end to end."""

import tomllib

import pyvips

from conftest import PICTURES, Tree, contents
from make import engine, jpeg, noise, picture

assert engine


def test_three_are_shown_as_files_that_can_be_used(tree: Tree) -> None:
    ran = tree.vipsort("presets")
    assert ran.code == 0
    shown = {part.partition("]")[0]: part.partition("]\n")[2] for part in ("\n" + ran.out).split("\n[")[1:]}
    assert set(shown) == {"archive", "shrink", "web"}
    tree.write({"a.jpg": jpeg("2019:07:04 10:11:12", 1, (300, 200)), "sub/b.png": picture(".png", 2)})
    for name, text in shown.items():
        assert tomllib.loads(text)
        (tree.root / f"{name}.toml").write_text(text)
        by_file = tree.vipsort("run", tree.src, tree.root / f"file {name}", "--config", tree.root / f"{name}.toml")
        by_name = tree.vipsort("run", tree.src, tree.root / f"name {name}", "--preset", name)
        assert by_file.code == by_name.code == 0, by_file.err
        assert contents(tree.root / f"file {name}") == contents(tree.root / f"name {name}")


def test_web_fits_and_tells_nothing_private(tree: Tree) -> None:
    located = (PICTURES / "iphone-gps.jpg").read_bytes()
    assert "exif-ifd3-GPSLatitude" in fields(located)
    tree.write(
        {
            "trip/noise.png": noise(2400, 1800).write_to_buffer(".png", compression=1),
            "trip/tall.jpg": jpeg("2019:07:04 10:11:12", 2, (300, 2500)),
            "iphone.jpg": located,
            "small.webp": picture(".webp", 3),
            "turned.jpg": (PICTURES / "turned.jpg").read_bytes(),
        }
    )
    ran = tree.run("--preset", "web")
    assert ran.code == 0, ran.err
    placed = tree.placed()
    assert set(placed) == {"trip/noise.webp", "trip/tall.webp", "iphone.webp", "small.webp", "turned.webp"}
    for name, data in placed.items():
        image = pyvips.Image.new_from_buffer(data, "")
        assert data[8:12] == b"WEBP", name
        assert len(data) <= 500_000, name
        assert max(image.width, image.height) <= 1920, name
        assert not [field for field in fields(data) if field.startswith("exif-ifd3")], name
        assert image.get_typeof("orientation") == 0 or image.get("orientation") == 1, name
    assert ran.outcome("trip/noise.png")["bound"] == "shrunk"  # noise, below the floor of WebP
    assert 10 <= ran.outcome("trip/noise.png")["quality"] <= 95
    assert "exif-ifd2-DateTimeOriginal" in fields(placed["iphone.webp"])


def test_archive_keeps_a_house_in_order(tree: Tree) -> None:
    big = jpeg("2019:07:04 10:11:12", 1, (500, 400))
    padded = {seed: jpeg(date, seed, (500, 400)) for seed, date in ((2, "2020:01:01 10:00:00"), (3, ""))}
    assert min(len(data) for data in (big, *padded.values())) > 50_000
    heavy: bytes = noise(1800, 1400, seed=4).write_to_buffer(".jpg", Q=97)
    assert 3_000_000 < len(heavy) < 10_000_000
    tree.write(
        {
            "card/a.jpg": big,
            "card/again.jpg": big,
            "card/b.jpg": padded[2],
            "undated.jpg": padded[3],
            "tiny.jpg": jpeg("2019:07:04 10:11:12", 9),
            "half.jpg": big[: len(big) * 9 // 10],
            "IMG_20210304_101112.jpg": heavy,
        }
    )
    ran = tree.run("--preset", "archive")
    assert ran.code == 3, ran.err
    placed = tree.placed()
    assert set(placed) == {
        "2019/a.jpg",
        "2020/b.jpg",
        "NoDate/undated.jpg",
        "Corrupted/half.jpg",
        "2021/IMG_20210304_101112.jpg",
    }
    assert placed["2019/a.jpg"] == big
    assert placed["Corrupted/half.jpg"] == big[: len(big) * 9 // 10]
    assert len(placed["2021/IMG_20210304_101112.jpg"]) < len(heavy)
    assert len(placed["2021/IMG_20210304_101112.jpg"]) <= 6_000_000
    assert ran.outcome("tiny.jpg")["verdict"] == "skipped"
    assert "smaller than" in ran.outcome("tiny.jpg")["reason"]
    assert ran.outcome("card/again.jpg")["verdict"] == "duplicate"
    assert "half.jpg" in (tree.dst / ".vipsort" / "error.log").read_text()


def test_shrink_keeps_the_tree_and_the_exif(tree: Tree) -> None:
    heavy = jpeg("2019:07:04 10:11:12", 1, (2400, 1800), ifd0_Make="Canon", ifd3_GPSLatitudeRef="N")
    light = jpeg("2019:07:04 10:11:12", 2)
    assert len(heavy) > 1_000_000
    tree.write({"a/b/heavy.jpg": heavy, "a/light.jpg": light, "c/light.jpg": light + b" "})
    ran = tree.run("--preset", "shrink")
    assert ran.code == 0, ran.err
    placed = tree.placed()
    assert set(placed) == {"a/b/heavy.jpg", "a/light.jpg", "c/light.jpg"}
    assert placed["a/light.jpg"] == light
    smaller = placed["a/b/heavy.jpg"]
    assert len(smaller) <= 1_000_000
    image = pyvips.Image.new_from_buffer(smaller, "")
    assert image.width < 2400
    assert abs(image.width / image.height - 4 / 3) < 0.01
    assert str(image.get("exif-ifd0-Make")).startswith("Canon")
    assert str(image.get("exif-ifd2-DateTimeOriginal")).startswith("2019:07:04 10:11:12")
    assert "exif-ifd3-GPSLatitudeRef" in fields(smaller)
    assert ran.outcome("a/b/heavy.jpg")["bound"] == "shrunk"


def fields(data: bytes) -> list[str]:
    names: list[str] = pyvips.Image.new_from_buffer(data, "").get_fields()
    return names
