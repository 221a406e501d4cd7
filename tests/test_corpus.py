"""The public corpus beside the repository, hostile files and all: every file gets its verdict."""

from pathlib import Path

import pytest

from conftest import Tree

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
VERDICTS = ("placed", "duplicate", "quarantined", "skipped", "unchanged", "failed")
AT_MOST = ("--timeout", "60")  # seconds a picture: what hangs is told by its reason


@pytest.mark.parametrize(
    "options",
    [("--check", "full"), ("--resize", "300", "--format", "webp", "--max-pixels", "50000000")],
    ids=["sorted", "rendered"],
)
def test_every_file_of_the_corpus_gets_a_verdict(tree: Tree, options: tuple[str, ...]) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"there is no corpus at {CORPUS}")
    files = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_symlink() or path.is_file()}
    ran = tree.vipsort("run", CORPUS, tree.dst, "--json", *AT_MOST, *options)
    assert ran.code == 3, ran.err
    assert "Traceback" not in ran.err
    assert ran.summary["found"] == sum(ran.summary[verdict] for verdict in VERDICTS)
    outcomes = [event for event in ran.events if event["event"] == "outcome"]
    seen = [event["source"] for event in outcomes]
    assert len(seen) == len(set(seen)) == ran.summary["found"]
    hidden = {name for name in files if any(part.startswith(".") for part in name.split("/")[:-1])}
    assert set(seen) == files - hidden
    placed = {event["target"] for event in outcomes if event["verdict"] in {"placed", "quarantined"}}
    assert placed == set(tree.placed())
    assert not [event for event in outcomes if (event["reason"] or "").startswith("took longer")]
    assert not tree.leftovers()
