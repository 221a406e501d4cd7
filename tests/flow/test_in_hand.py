"""Who is on the way, and for how long."""

import time

from vipsort.flow.in_hand import InHand


def test_who_set_out_first_is_the_longest_in_hand() -> None:
    in_hand = InHand()
    assert in_hand.longest() is None
    with in_hand.way_of("a.jpg"), in_hand.way_of("b.jpg"):
        longest = in_hand.longest()
        assert longest is not None
        assert longest.name == "a.jpg"
        assert longest.seconds >= 0
    assert in_hand.longest() is None


def test_only_work_is_a_pictures_time() -> None:
    in_hand = InHand()
    with in_hand.way_of("a.jpg"):
        assert in_hand.worked("a.jpg") == 0
        assert in_hand.timed("a.jpg", lambda: sum(range(10_000))) == 49_995_000
        once = in_hand.worked("a.jpg")
        in_hand.timed("a.jpg", time.monotonic)
        assert in_hand.worked("a.jpg") > once > 0


def test_work_that_comes_back_late_is_nobodys() -> None:
    assert InHand().timed("a.jpg", lambda: 5) == 5
