"""Layers of configuration, and one clear line for each key or value that cannot be."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import Ran, Tree
from make import jpeg

BAD_VALUES = {
    "min-size": "big",
    "others": "burn",
    "layout": "{planet}",
    "name": "a/b",
    "no-date-folder": "../up",
    "corrupted-folder": "/etc",
    "date-map": "missing.csv",
    "date-regex": "(?P<year>[0-9]{4}",
    "tz": "Mars/Olympus",
    "duplicates": "twice",
    "resize": "-5",
    "crop": "top",
    "format": "docx",
    "quality": "101",
    "quality-over": "10MB",
    "max-size": "3 apples",
    "compress-over": "-1",
    "shrink": "never",
    "metadata": "some",
    "check": "hard",
    "memory": "lots",
    "parallel": "0",
    "io": "-3",
    "timeout": "0",
    "retries": "1.5",
    "max-pixels": "1e9",
    "preset": "bogus",
    "config": "missing.toml",
}
FLAGS = ("flatten", "use-mtime", "dry-run", "json", "quiet", "verbose")


def assert_refused(tree: Tree, ran: Ran, *words: str) -> None:
    assert ran.code == 2, ran.out + ran.err
    assert ran.out == ""
    assert ran.err.startswith("vipsort: ")
    assert ran.err.count("\n") == 1, ran.err
    for word in words:
        assert word in ran.err
    assert not tree.dst.exists()


@pytest.fixture
def small(tree: Tree) -> Tree:
    """One picture that is dated twice."""
    tree.write({"IMG_20180101_101112.jpg": jpeg("2019:07:04 10:11:12")})
    return tree


def test_a_bad_value_of_any_option_is_one_clear_line(small: Tree) -> None:
    def said(option: tuple[str, str]) -> Ran:
        key, value = option
        return small.vipsort("run", small.src, small.dst, f"--{key}", value)

    with ThreadPoolExecutor(2) as pool:
        refusals = dict(zip(BAD_VALUES.items(), pool.map(said, BAD_VALUES.items()), strict=True))
    for (key, value), ran in refusals.items():
        assert_refused(small, ran, key if key != "config" else "missing.toml", value)


def test_a_bad_value_in_environment_or_file_names_its_origin(small: Tree) -> None:
    keys = ("min-size", "date-map", "tz", "resize", "quality-over", "memory", "preset", "config")
    bad = {key: BAD_VALUES[key] for key in keys} | dict.fromkeys(FLAGS, "perhaps")
    for key, value in bad.items():
        variable = f"VIPSORT_{key.upper().replace('-', '_')}"
        ran = small.vipsort("run", small.src, small.dst, environment={variable: value})
        assert_refused(small, ran, key if key != "config" else "missing.toml", value)
        assert variable in ran.err or key == "config"
    for line in ("quality = 101", "flatten = 'perhaps'", "include = [1]", "max-size = true", "resize = []"):
        (small.root / "vipsort.toml").write_text(f"{line}\n")
        assert_refused(small, small.vipsort("run", small.src, small.dst), "vipsort.toml", line.partition(" ")[0])


def test_an_unknown_key_is_one_clear_line(small: Tree) -> None:
    ran = small.vipsort("run", small.src, small.dst, environment={"VIPSORT_COLOUR": "red"})
    assert_refused(small, ran, "VIPSORT_COLOUR", "colour", "max-size")
    (small.root / "my.toml").write_text("colour = 'red'\n")
    ran = small.vipsort("run", small.src, small.dst, "--config", "my.toml")
    assert_refused(small, ran, "my.toml", "colour", "max-size")


def test_a_file_that_is_none_is_one_clear_line(small: Tree) -> None:
    for name, text in (("a.toml", "quality = = 3"), ("b.json", "{"), ("c.json", "[1, 2]")):
        (small.root / name).write_text(text)
        ran = small.vipsort("run", small.src, small.dst, "--config", name)
        assert_refused(small, ran, name)
    (small.root / "latin.toml").write_bytes(b"tz = '\xff'")
    assert_refused(small, small.vipsort("run", small.src, small.dst, "--config", "latin.toml"), "latin.toml")


def test_the_nearest_word_counts(small: Tree) -> None:
    name = "IMG_20180101_101112.jpg"

    def target(*words: str, **environment: str) -> str:
        ran = small.vipsort("run", small.src, small.dst, "--json", "--dry-run", *words, environment=environment)
        assert ran.code == 0, ran.err
        found: str = ran.outcome(name)["target"]
        return found

    assert target() == f"2019/{name}"
    assert target("--preset", "web") == "IMG_20180101_101112.webp"
    (small.root / "vipsort.toml").write_text("layout = 'month'\npreset = 'web'\n")
    assert target() == "2019/07/IMG_20180101_101112.webp"  # file over preset
    assert target(VIPSORT_LAYOUT="day") == "2019/07/04/IMG_20180101_101112.webp"  # environment over file
    assert target("--layout", "flat", VIPSORT_LAYOUT="day") == "IMG_20180101_101112.webp"  # typed over all
    assert target("--format", "jpg") == f"2019/07/{name}"  # typed over preset
    (small.root / "my.json").write_text(json.dumps({"layout": "{year}-{month}", "no_date_folder": "?"}))
    assert target("--config", "my.json") == f"2019-07/{name}"  # instead of vipsort.toml
    assert target(VIPSORT_CONFIG="my.json") == f"2019-07/{name}"


def test_lists_flags_and_numbers_in_every_layer(small: Tree) -> None:
    small.write({"b.png": b"x", "sub/c.jpg": jpeg("2019:07:04 10:11:12", 2), "d.tmp.jpg": jpeg(seed=3)})
    (small.root / "vipsort.toml").write_text('exclude = ["*.tmp.jpg", "sub"]\nquality = 80\nflatten = true\n')
    by_file = small.vipsort("run", small.src, small.dst, "--json", "--dry-run")
    excluded = {event["source"] for event in by_file.events if event.get("reason") == "excluded"}
    assert excluded == {"d.tmp.jpg", "sub/c.jpg"}
    (small.root / "vipsort.toml").unlink()
    by_environment = small.vipsort(
        "run",
        small.src,
        small.dst,
        environment={
            "VIPSORT_EXCLUDE": "*.tmp.jpg, sub",
            "VIPSORT_QUALITY": "80",
            "VIPSORT_FLATTEN": "on",
            "VIPSORT_JSON": "yes",
            "VIPSORT_DRY_RUN": "1",
        },
    )
    told = [{event["source"]: event for event in ran.events[:-1]} for ran in (by_environment, by_file)]
    assert told[0] == told[1]
    assert not small.dst.exists()


def test_options_that_need_each_other(small: Tree) -> None:
    ran = small.vipsort("run", small.src, small.dst, "--crop", "centre")
    assert_refused(small, ran, "--crop", "--resize 800x600")
    ran = small.vipsort("run", small.src, small.dst, "--crop", "centre", "--resize", "50%")
    assert_refused(small, ran, "--crop")
