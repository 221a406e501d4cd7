"""What a disposable process tells is believed only as far as it can be true."""

import json
import pickle

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.errors import Undecodable, Unfit, Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Rendered
from vipsort.photo.resize import Size
from vipsort.pixels.exchange import Answer, Dubious, heard, of_error, told
from vipsort.pixels.look import Looked
from vipsort.pixels.metadata import Metadata

HEADER = Header(Size(4000, 3000), orientation=6, quality=88)
SEEN = Looked(HEADER, "", Metadata({"DateTime": "2019:07:04 \udcff"}, "Canon", xmp=b"\0\xff<x/>", orientation=6))
MAKING = Making(80, 0.5, Bound.SIZE, 900, (Step(90, 1.0, 2000, 0.25), Step(None, 0.5, 900)))


def test_what_was_seen_comes_back_as_it_was() -> None:
    for seen in (SEEN, Looked(), Looked(flaw="its header makes no sense")):
        assert heard(told(Answer(looked=seen))) == Answer(looked=seen)


@pytest.mark.parametrize("data", [b"", b"new\nbytes\0\xff"])
def test_new_bytes_come_back_with_their_own_digest(data: bytes) -> None:
    made = Rendered(data, Format.WEBP, MAKING, "the first of 3 pages", "whatever it says")
    answer = heard(told(Answer(rendered=made)))
    assert answer.rendered
    assert answer.rendered.digest == (blake3(data).hexdigest() if data else "")
    assert (answer.rendered.data, answer.rendered.making) == (data, MAKING)
    assert heard(told(Answer())) == Answer()


@pytest.mark.parametrize("error", [Undecodable("broken"), Unfit("too big"), Unreachable("never")])
def test_an_error_is_raised_as_what_it_was(error: Undecodable | Unfit) -> None:
    with pytest.raises(type(error), match=str(error)):
        heard(told(of_error(error)))
    with pytest.raises(MemoryError):
        heard(told(of_error(MemoryError())))


def forged(**fields: object) -> bytes:
    answer = json.loads(told(Answer(looked=SEEN)))
    return json.dumps(answer | fields).encode()


LIES = [
    b"",
    b"\n" * 5,
    b"[" * 100_000,
    pickle.dumps(Answer()),
    b"9" * 100_000,
    forged(error=5),
    forged(other=1),
    forged(looked=[]),
    forged(rendered={"data": "", "format": "exe", "making": {}, "note": "", "digest": ""}),
    forged(looked={"header": None, "flaw": None, "metadata": {}}),
    *(
        told(Answer(looked=Looked(header)))
        for header in (
            Header(Size(-1, 5)),
            Header(Size(1 << 40, 5)),
            Header(Size(5, 5), bands=0),
            Header(Size(5, 5), orientation=9),
            Header(Size(5, 5), pages=-3),
        )
    ),
    told(Answer(looked=SEEN)).replace(b"4000", b"4e3"),
    told(Answer(looked=SEEN)).replace(b"4000", b"NaN"),
    told(Answer(looked=SEEN)).replace(b"4000", b"true"),
]


@pytest.mark.parametrize("lie", LIES, ids=range(len(LIES)))
def test_what_cannot_be_is_no_answer(lie: bytes) -> None:
    with pytest.raises(Dubious):
        heard(lie)


@given(
    st.binary()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_nothing_else_ever_comes_of_it(sent: bytes) -> None:
    with pytest.raises(Dubious):
        heard(sent)
