"""The count that walks ahead: what it takes for work is what a run has to open."""

from collections.abc import Iterator

import pytest

from conftest import Tree
from make import jpeg
from vipsort.flow.admit import Admission
from vipsort.flow.ahead import Ahead, Prospect
from vipsort.flow.company import Passenger
from vipsort.flow.reach import Reach
from vipsort.flow.tally import Tally
from vipsort.flow.workload import Amount, Workload
from vipsort.photo.model import Source
from vipsort.photo.policy import Policy, Selection
from vipsort.store.batch import Batch
from vipsort.store.index import Index
from vipsort.store.listing import Bearing
from vipsort.store.root import Root
from vipsort.store.scan import scan

pytestmark = pytest.mark.anyio


@pytest.fixture
def index(tree: Tree) -> Iterator[Index]:
    """What the first run knows."""
    with Index(None, tree.dst / ".vipsort" / "journal.jsonl") as index:
        index.apply({"kind": "start", "run": "r", "src": str(tree.src.resolve())})
        yield index


@pytest.fixture
def files(tree: Tree) -> dict[str, bytes]:
    """Pictures in two folders, and what is passed over."""
    files = {f"{folder}/{number}.jpg": jpeg(seed=number) for folder in "ab" for number in range(5)}
    tree.write({**files, "a/.DS_Store": b"junk", "a/tiny.jpg": b"few"})
    return files


async def counted(ahead: Ahead, load: Workload) -> Prospect:
    await ahead.work(Reach())
    assert load.begun == Amount()
    return ahead.prospect(Tally())


@pytest.mark.usefixtures("files")
async def test_what_is_passed_over_is_counted_and_is_no_work(src: Root, index: Index, files: dict[str, bytes]) -> None:
    load = Workload(lambda source: source.size)
    admission = Admission(Policy(Selection(min_size=10)), index)
    prospect = await counted(Ahead(scan(src), admission, load, names_alone=False), load)
    sizes = sum(map(len, files.values()))
    assert prospect.is_complete
    assert prospect.counted == Amount(12, sizes + 7)
    assert prospect.left == Amount(10, sizes)


async def test_what_an_earlier_run_did_is_no_work(tree: Tree, src: Root, files: dict[str, bytes]) -> None:
    assert tree.run().code == 3
    tree.write({"b/new.jpg": jpeg(seed=9)})
    with Index(None, tree.dst / ".vipsort" / "journal.jsonl") as index:
        for names_alone in (False, True):
            load = Workload(lambda source: source.size)
            walk = scan(src, bearing=Bearing(looks=not names_alone))
            prospect = await counted(Ahead(walk, Admission(Policy(), index), load, names_alone=names_alone), load)
            assert prospect.left.files == 1
            assert prospect.counted.files == len(files) + 3


async def test_what_a_run_has_admitted_is_no_more_before_it(src: Root, index: Index, files: dict[str, bytes]) -> None:
    load = Workload(lambda source: source.size)
    admission = Admission(Policy(Selection(min_size=10)), index)
    ahead = Ahead(scan(src), admission, load, names_alone=False)
    whole = (await counted(ahead, load)).left
    first = next(scan(src))
    load.admit(len(first), admission.sort_out(first))
    assert ahead.prospect(Tally()).left == whole  # begun, and not done
    for source in admission.sort_out(first):
        if isinstance(source, Passenger):
            load.finish(source.source)
    left = ahead.prospect(Tally()).left
    assert left == whole - load.ended
    assert left == Amount(5, sum(len(data) for name, data in files.items() if name.startswith("b/")))


@pytest.mark.usefixtures("files")
async def test_by_names_alone_files_are_like_those_that_were_met(src: Root, index: Index) -> None:
    load = Workload(lambda source: source.size)
    walk = scan(src, bearing=Bearing(looks=False))
    ahead = Ahead(walk, Admission(Policy(), index), load, names_alone=True)
    await ahead.work(Reach())
    load.begun = load.ended = Amount(4, 4_000)
    left = ahead.prospect(Tally(found=10, bytes_found=20_000)).left
    assert left == Amount(11, 11_000)


@pytest.mark.usefixtures("files")
async def test_while_the_count_goes_on_there_is_at_least_what_was_counted(src: Root, index: Index) -> None:
    load = Workload(lambda source: source.size)
    first, second = scan(src)
    met: list[Prospect] = []

    def batches() -> Iterator[Batch]:
        yield first
        met.append(ahead.prospect(Tally()))
        yield second

    ahead = Ahead(batches(), Admission(Policy(Selection(min_size=10)), index), load, names_alone=False)
    await ahead.work(Reach())
    met.append(ahead.prospect(Tally()))
    assert [(prospect.left.files, prospect.is_complete) for prospect in met] == [(5, False), (10, True)]


@pytest.mark.usefixtures("files")
def test_a_run_that_nobody_watches_does_not_ask_what_its_files_are_worth(src: Root, index: Index) -> None:
    asked: list[Source] = []

    def effort(source: Source) -> int:
        asked.append(source)
        return 1

    admission = Admission(Policy(), index)
    for is_watched in (False, True):
        load = Workload(effort, is_watched)
        for batch in scan(src):
            load.admit(len(batch), sorted_out := list(admission.sort_out(batch)))
            load.finish(sorted_out[-1].source)
        assert bool(asked) is is_watched
        assert load.position == 12


async def test_a_src_that_is_gone_is_the_runs_own_to_complain_of(tree: Tree, index: Index) -> None:
    with Root.open(tree.src, "SRC") as src:
        load = Workload(lambda source: source.size)
        ahead = Ahead(scan(src), Admission(Policy(), index), load, names_alone=False)
        tree.src.rename(tree.root / "elsewhere")
        await ahead.work(Reach())
    assert ahead.prospect(Tally()).counted == Amount()
