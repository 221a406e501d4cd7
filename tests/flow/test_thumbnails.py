"""Thumbnails are made of what the run saw, and of nothing else; a picture that kills its process costs itself alone."""

from pathlib import Path

import anyio
import pytest
from blake3 import blake3

from bombs import bombs
from make import jpeg
from share import mounted, needs_fuse
from share_server import Fault
from vipsort.flow.machine import cpu_quota
from vipsort.flow.thumbnails import Thumbnails, Wanted


def wanted(folder: Path, name: str, data: bytes) -> Wanted:
    return Wanted(folder, name, len(data), blake3(data).hexdigest())


def made(*ones: Wanted) -> dict[str, str]:
    thumbnails = Thumbnails()
    anyio.run(thumbnails.make, ones)
    assert not thumbnails.keeps_threads
    return thumbnails.shown


def test_a_picture_is_shown_by_its_digest(tmp_path: Path) -> None:
    data = jpeg(size=(640, 480))
    (tmp_path / "a.jpg").write_bytes(data)
    one = wanted(tmp_path, "a.jpg", data)
    assert made(one)[one.digest].startswith("data:image/jpeg;base64,")


def test_what_has_changed_since_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(seed=1))
    assert made(wanted(tmp_path, "a.jpg", jpeg(seed=2))) == {}


def test_what_is_gone_is_shown_from_where_else_it_lies(tmp_path: Path) -> None:
    data = jpeg()
    (tmp_path / "a.jpg").write_bytes(data)
    gone = wanted(tmp_path / "nowhere", "b.jpg", data)
    assert set(made(gone, wanted(tmp_path, "gone.jpg", data), wanted(tmp_path, "a.jpg", data))) == {gone.digest}


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    data = jpeg()
    (tmp_path / "secret.jpg").write_bytes(data)
    folder = tmp_path / "dst"
    folder.mkdir()
    (folder / "a.jpg").symlink_to("../secret.jpg")
    assert made(wanted(folder, "a.jpg", data), wanted(folder, "../secret.jpg", data)) == {}


def test_what_is_no_picture_is_not_shown(tmp_path: Path) -> None:
    sound, text, cut = jpeg(), b"no picture", jpeg(seed=3, size=(400, 300))[:2000]
    for name, data in (("a.jpg", sound), ("b.jpg", text), ("c.jpg", cut)):
        (tmp_path / name).write_bytes(data)
    ones = [wanted(tmp_path, "a.jpg", sound), wanted(tmp_path, "b.jpg", text), wanted(tmp_path, "c.jpg", cut)]
    assert set(made(*ones)) == {ones[0].digest}


def test_a_picture_that_ends_its_process_costs_itself_alone(tmp_path: Path) -> None:
    shelf = bombs()
    files = {name: shelf[name] for name in ("area 400 MP.gif", "area.png", "area.webp", "bands.tif", "frames.gif")}
    files["sound.jpg"] = jpeg()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    ones = {name: wanted(tmp_path, name, data) for name, data in files.items()}
    shown = made(*ones.values())
    assert ones["sound.jpg"].digest in shown
    assert ones["area 400 MP.gif"].digest not in shown  # 1.6 GB, which libvips ends a process for
    assert all(len(uri) < 60_000 for uri in shown.values())


@needs_fuse
@pytest.mark.parametrize("op", ["read", "open"])
def test_a_share_that_does_not_answer_is_waited_for_once(tmp_path: Path, op: str) -> None:
    sound = jpeg(seed=99)
    (tmp_path / "sound.jpg").write_bytes(sound)
    stalled = {f"{number}.jpg": jpeg(seed=number) for number in range(8)}
    real = tmp_path / "real"
    real.mkdir()
    for name, data in stalled.items():
        (real / name).write_bytes(data)
    record = tmp_path / "record"
    with mounted(real, tmp_path / "share", Fault(op, hangs=True), record=str(record)) as share:
        thumbnails = Thumbnails(patience=0.5)
        ones = [wanted(share.at, name, data) for name, data in stalled.items()]
        anyio.run(thumbnails.make, [*ones, one := wanted(tmp_path, "sound.jpg", sound)])
        assert set(thumbnails.shown) == {one.digest}
        assert thumbnails.keeps_threads
        asked = [line for line in record.read_text().splitlines() if line.startswith(op)]
        assert 1 <= len(asked) <= cpu_quota()
