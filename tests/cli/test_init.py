"""``vipsort init``: three questions, a file that a run understands, and never one that is overwritten."""

import os
import pty
import re
import signal
import subprocess
import tomllib

import pytest

from conftest import VIPSORT, Ran, Tree
from make import jpeg
from vipsort.cli.assemble import KEYS, read_words, settings_of
from vipsort.cli.words import gather

NOT_IN_IT = {"config", "help"}
NEED_OTHERS = {"trash", "date-map"}  # --move, and a file of that name


def answered(tree: Tree, answers: bytes, *words: str) -> Ran:
    command = [*VIPSORT, "init", *words]
    done = subprocess.run(command, input=answers, cwd=tree.root, env=tree.environment, capture_output=True, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def written(tree: Tree, name: str = "vipsort.toml") -> dict[str, object]:
    return tomllib.loads((tree.root / name).read_text())


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        (b"\n\n\n", {"layout": "year"}),
        (b"1\nmonth\n3MB\n", {"layout": "month", "max-size": "3MB"}),
        (b"shrink\n\n\n", {"preset": "shrink", "layout": "mirror", "max-size": "1MB"}),
        (b"4\nflat\n200kB\n", {"preset": "web", "layout": "flat", "max-size": "200kB"}),
        (b"EMPTY\n{year}/{make}\n\n", {"move": True, "layout": "{year}/{make}"}),
        ('sort\n{year}/Ünïcode "q" \\\\\n\n'.encode(), {"layout": '{year}/Ünïcode "q" \\\\'}),
    ],
    ids=["sort", "month", "shrink", "web", "empty", "odd"],
)
def test_answers_become_options_in_force(tree: Tree, answers: bytes, chosen: dict[str, object]) -> None:
    ran = answered(tree, answers)
    assert ran.code == 0, ran.err
    assert written(tree) == chosen
    assert "\n  vipsort plan SRC DST\n" in ran.out
    tree.write({"a.jpg": jpeg("2019:07:04 10:11:12", ifd0_Make="Canon")})
    assert tree.vipsort("plan", "src", "dst").code == 0


def test_what_makes_no_sense_is_asked_again_with_the_reason(tree: Tree) -> None:
    ran = answered(tree, b"9\nsort\n{yeer}\nmonth\n4 parsecs\n\xff\xfe\n4MB\n")
    assert ran.code == 0, ran.err
    assert written(tree) == {"layout": "month", "max-size": "4MB"}
    assert "'9': one of sort, archive, shrink, web, empty is wanted" in ran.err
    assert "there is no {yeer} here; the fields are {year}" in ran.err
    assert "'4 parsecs' is no size; write it as 500kB" in ran.err


def test_a_number_is_no_folder_and_no_size(tree: Tree) -> None:
    ran = answered(tree, b"1\n1\nmonth\n3\n3MB\n")
    assert written(tree) == {"layout": "month", "max-size": "3MB"}
    assert "'3': a number alone says too little here" in ran.err


@pytest.mark.parametrize("answers", [b"", b"sort\n", b"sort\n{yeer}\n"])
def test_nobody_is_waited_for(tree: Tree, answers: bytes) -> None:
    ran = answered(tree, answers)
    assert ran.code == 2
    assert ran.err.endswith("vipsort: nobody answers; --yes takes what stands in brackets, --preset NAME a preset\n")
    assert not (tree.root / "vipsort.toml").exists()


@pytest.mark.parametrize(
    ("words", "chosen"), [(("--yes",), {"layout": "year"}), (("--preset", "web"), {"preset": "web"})]
)
def test_nothing_is_asked_of_who_has_said_it(tree: Tree, words: tuple[str, ...], chosen: dict[str, object]) -> None:
    ran = answered(tree, b"", *words)
    assert (ran.code, ran.err) == (0, "")
    assert written(tree) == chosen


def test_a_file_that_is_there_stays(tree: Tree) -> None:
    mine = tree.root / "vipsort.toml"
    mine.write_text("mine")
    ran = answered(tree, b"\n\n\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "vipsort: vipsort.toml is there already and stays as it is; another name may be given: vipsort init FILE\n"
    )
    assert mine.read_text() == "mine"
    (tree.root / "link.toml").symlink_to("nowhere")
    assert answered(tree, b"", "--yes", "link.toml").code == 2
    assert not (tree.root / "nowhere").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("deep/er/vipsort.toml",), "deep/er/vipsort.toml cannot be written: No such file or directory"),
        (("--preset", "wbe"), "--preset = 'wbe': one of archive, shrink, web is wanted"),
    ],
)
def test_what_cannot_be_is_one_line(tree: Tree, words: tuple[str, ...], told: str) -> None:
    ran = answered(tree, b"\n\n\n", *words)
    assert ran.code == 2
    assert f"vipsort: {told}" in ran.err
    assert "Traceback" not in ran.err


def test_another_name_is_told_with_its_option(tree: Tree) -> None:
    ran = answered(tree, b"", "--yes", "my web.toml")
    assert "  vipsort run SRC DST --config 'my web.toml'\n" in ran.out
    assert written(tree, "my web.toml") == {"layout": "year"}


def test_ctrl_c_leaves_no_file(tree: Tree) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*VIPSORT, "init"], cwd=tree.root, env=tree.environment, stdin=theirs, stderr=theirs, start_new_session=True
    ) as asking:
        os.close(theirs)
        said = b""
        while b"A number or a word" not in said:
            said += os.read(ours, 1 << 16)
        os.write(ours, b"sort\n")
        while b"Which folders?" not in said:
            said += os.read(ours, 1 << 16)
        asking.send_signal(signal.SIGINT)
    os.close(ours)
    assert asking.returncode == 130
    assert list(tree.root.glob("*.toml")) == []


@pytest.fixture
def lines(tree: Tree) -> dict[str, str]:
    """What stands behind each option of the file, commented out or not."""
    assert answered(tree, b"", "--yes").code == 0
    text = (tree.root / "vipsort.toml").read_text()
    return dict(re.findall(r"^(?:# )?([a-z-]+) = (.+)$", text, re.MULTILINE))


def test_every_option_is_in_the_file_below_its_help(tree: Tree, lines: dict[str, str]) -> None:
    helps = (tree.vipsort(command, "--help", environment={"COLUMNS": "200"}).out for command in ("run", "watch"))
    told = "".join(helps)
    options = set(re.findall(r"--([a-z][a-z-]*[a-z])", told))
    assert set(lines) == {option for option in options if not option.startswith("no-") or option in KEYS} - NOT_IN_IT
    text = " ".join((tree.root / "vipsort.toml").read_text().replace("\n# ", " ").split())
    assert "Another quality for files above a size; repeatable. quality-over = " in text
    panels = re.findall(r"^(\w[\w ]*):$", told, re.MULTILINE)
    assert [panel for panel in panels if f"= {panel} =" not in text] == ["Arguments", "Options"] * 2


def test_every_line_may_be_put_in_force(tree: Tree, lines: dict[str, str]) -> None:
    file = tree.root / "all.toml"
    file.write_text("".join(f"{key} = {value}\n" for key, value in lines.items() if key not in NEED_OTHERS))
    read = read_words(gather({"config": str(file)}, {}, KEYS))
    assert settings_of(tree.src, tree.dst, read).policy.treatment.resize
    assert set(tomllib.loads(file.read_text())) == set(lines) - NEED_OTHERS


def test_defaults_are_told_as_they_are(tree: Tree, lines: dict[str, str]) -> None:
    text = (tree.root / "vipsort.toml").read_text()
    told = re.findall(r"\[default: ([^\]]+)\]\n# ([a-z-]+) = (.+)$", text, re.MULTILINE)
    same = {key for default, key, value in told if value.strip('"') == default}
    assert {"format", "duplicates", "check", "metadata", "retries", "no-date-folder"} <= same
