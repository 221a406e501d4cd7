"""How big a picture becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.errors import UsageError
from vipsort.photo.resize import Crop, Resize, Size

SIDES = st.integers(1, 50_000)
SIZES = st.builds(Size, SIDES, SIDES)


@pytest.mark.parametrize(
    ("text", "resize"),
    [
        ("1920", Resize(Size(1920, 1920))),
        (" 800x600 ", Resize(Size(800, 600))),
        ("800X600", Resize(Size(800, 600))),
        ("50%", Resize(percent=50)),
        ("12.5%", Resize(percent=12.5)),
        ("100%", Resize(percent=100)),
    ],
)
def test_a_resize_is_read_as_people_write_it(text: str, resize: Resize) -> None:
    assert Resize.parse(text) == resize


@pytest.mark.parametrize(
    "text", ["", "big", "-5", "0", "0x600", "800x0", "800x", "x600", "800 x 600", "0%", "101%", "%", "1e2%", "9" * 5000]
)
def test_what_is_no_resize_is_one_clear_line(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Resize.parse(text)
    assert repr(text) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("resize", "before", "after"),
    [
        (Resize(Size(1920, 1920)), Size(4000, 3000), Size(1920, 1440)),
        (Resize(Size(1920, 1920)), Size(3000, 4000), Size(1440, 1920)),
        (Resize(Size(1920, 1920)), Size(800, 600), Size(800, 600)),
        (Resize(Size(1920, 1920)), Size(1920, 1080), Size(1920, 1080)),
        (Resize(Size(800, 600)), Size(4000, 1000), Size(800, 200)),
        (Resize(Size(10, 10)), Size(5000, 1), Size(10, 1)),
        (Resize(percent=50), Size(101, 50), Size(50, 25)),
        (Resize(percent=1), Size(20, 20), Size(1, 1)),
        (Resize(percent=100), Size(7, 9), Size(7, 9)),
        (Resize(Size(800, 600), crop=Crop.CENTRE), Size(4000, 4000), Size(800, 600)),
        (Resize(Size(800, 600), crop=Crop.CENTRE), Size(400, 400), Size(400, 300)),
        (Resize(Size(800, 600), crop=Crop.ENTROPY), Size(800, 600), Size(800, 600)),
    ],
)
def test_a_picture_fits(resize: Resize, before: Size, after: Size) -> None:
    assert resize.fit(before) == after


@given(size=SIZES, box=SIZES, crop=st.none() | st.sampled_from(Crop))
def test_a_picture_is_never_enlarged_and_never_leaves_the_box(size: Size, box: Size, crop: Crop | None) -> None:
    fitted = Resize(box, crop=crop).fit(size)
    assert 1 <= fitted.width <= min(size.width, box.width)
    assert 1 <= fitted.height <= min(size.height, box.height)


@given(size=SIZES, percent=st.floats(0.01, 100))
def test_a_share_is_never_more_than_the_whole(size: Size, percent: float) -> None:
    fitted = Resize(percent=percent).fit(size)
    assert 1 <= fitted.width <= size.width
    assert 1 <= fitted.height <= size.height


@given(size=SIZES, box=SIZES)
def test_the_aspect_ratio_is_kept_to_the_pixel(size: Size, box: Size) -> None:
    fitted = Resize(box).fit(size)
    factor = min(1.0, box.width / size.width, box.height / size.height)
    assert abs(fitted.width - size.width * factor) <= 1
    assert abs(fitted.height - size.height * factor) <= 1


def test_a_size_is_written_as_people_write_it() -> None:
    assert str(Size(800, 600)) == "800x600"
    assert Size(800, 600).pixels == 480_000
