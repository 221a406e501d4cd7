"""Which files are looked at."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.photo.policy import Selection
from vipsort.photo.select import passed_over


@pytest.mark.parametrize(
    ("name", "glob"),
    [
        ("a.jpg", "*.jpg"),
        ("2019/a.JPG", "*.jpg"),
        ("2019/a.jpg", "*.JPG"),
        ("2019/a.jpg", "2019"),
        ("2019/a.jpg", "2019/"),
        ("2019/a.jpg", "./2019"),
        ("2019/07/a.jpg", "2019/07"),
        ("2019/07/a.jpg", "07"),
        ("2019/07/a.jpg", "20*/a.jpg"),
        ("2019/07/a.jpg", "**/*.jpg"),
        ("a.jpg", "**/*.jpg"),
        ("2019/07/a.jpg", "a.jpg"),
        ("IMG_0001.jpg", "img_000?.jpg"),
        ("b\udcff.jpg", "b?.jpg"),
        ("two\nlines.jpg", "two*"),
    ],
)
def test_a_glob_names_a_file_by_path_by_name_or_by_folder(name: str, glob: str) -> None:
    source = replace(SOURCE, name=name)
    assert passed_over(source, Selection(exclude=(glob,))) == "excluded"
    assert passed_over(source, Selection(include=(glob,))) == ""


@pytest.mark.parametrize(
    ("name", "glob"), [("a.jpg", "*.png"), ("a.jpg", "a"), ("2019/a.jpg", "019"), ("2019/a.jpg", "07"), ("a.jpg", "")]
)
def test_a_glob_names_nothing_else(name: str, glob: str) -> None:
    source = replace(SOURCE, name=name)
    assert passed_over(source, Selection(exclude=(glob,))) == ""
    assert passed_over(source, Selection(include=(glob,))) == "not included"


def test_one_of_many_globs_is_enough() -> None:
    assert passed_over(SOURCE, Selection(include=("*.png", "*.jpg"))) == ""
    assert passed_over(SOURCE, Selection(exclude=("*.png", "*.jpg"))) == "excluded"


def test_excluded_is_excluded_though_it_is_included() -> None:
    assert passed_over(SOURCE, Selection(include=("*.jpg",), exclude=("2019",))) == "excluded"


@pytest.mark.parametrize(("size", "reason"), [(49_999, "smaller than 50.0 kB"), (50_000, "")])
def test_the_smallest_size_that_counts_is_looked_at(size: int, reason: str) -> None:
    assert passed_over(replace(SOURCE, size=size), Selection(min_size=50_000)) == reason


def test_what_is_barred_is_told_so_whatever_is_asked_for() -> None:
    link = replace(SOURCE, barred="a symbolic link")
    assert passed_over(link, Selection(include=("*.jpg",))) == "a symbolic link"
