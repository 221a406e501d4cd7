"""What is in hand outlives the process that had it in hand."""

import os
import signal
import subprocess
import sys

from vipsort.flow.slate import Slate

DIES = """
import os, signal, sys
from vipsort.flow.slate import Slate
slate = Slate.handed_on()
slate.hands.suspect("before.jpg")
with slate.hands.hold("done.jpg"):
    pass
with slate.hands.hold(sys.argv[1]), slate.hands.hold("b.jpg"):
    slate.note_told(b"12345678")
    os.kill(os.getpid(), signal.SIGKILL)
"""
ODD = os.fsdecode(b"folder/not utf-8 \xff\n.jpg")


def test_what_a_process_had_in_hand_is_known_after_it_was_killed() -> None:
    slate = Slate.made()
    command = [sys.executable, "-c", DIES, ODD]
    descriptors = [int(word) for word in slate.variable()["_VIPSORT_SLATE"].split(":")[:1]]
    died = subprocess.run(command, env={**os.environ, **slate.variable()}, pass_fds=descriptors, check=False)
    assert died.returncode == -signal.SIGKILL
    assert set(slate.hands.accuse()) == {ODD, "b.jpg"}
    assert (slate.hands.suspected, slate.told_so_far, slate.told()) == (3, 1, b"12345678")
    assert slate.hands.accuse() == []
    following = Slate(*descriptors)
    assert all(following.hands.is_suspect(name) for name in (ODD, "b.jpg", "before.jpg"))
    assert not following.hands.is_suspect("done.jpg")
    following.hands.settle(ODD)
    assert not Slate(*descriptors).hands.is_suspect(ODD)


def test_what_was_given_up_on_purpose_is_innocent() -> None:
    slate = Slate.made()
    with slate.hands.hold("a.jpg"):
        slate.hands.suspect("slow.jpg")
        slate.hands.let_go()
        assert slate.hands.accuse() == []
    assert slate.hands.is_suspect("slow.jpg")


def test_names_that_are_too_long_and_too_many_are_not_marked() -> None:
    slate = Slate()
    with slate.hands.hold("x" * 5000):
        assert slate.hands.accuse() == []
    for number in range(5000):
        slate.hands.suspect(str(number))
    assert slate.hands.suspected == 4096
    assert slate.hands.is_suspect("4095")
    assert not slate.hands.is_suspect("4096")


def test_a_process_without_a_supervisor_has_a_slate_of_its_own() -> None:
    slate = Slate.handed_on()
    assert slate.supervisor == 0
    slate.note_told(b"12345678")
    assert slate.told() == b""
    slate.begin("abcd1234", 99)
    slate.after = "SIGSEGV"
    assert (slate.run, slate.begun, slate.after) == ("abcd1234", 99, "SIGSEGV")
