"""Whether a folder lies on this machine or on a share."""

from pathlib import Path

import pytest

from vipsort.store.share import file_system, mount, on_share

MOUNTS = r"""
/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /mnt tmpfs rw 0 0
//nas/photos /mnt/nas cifs rw,vers=3.1.1 0 0
nas:/export /mnt/nas/deep nfs4 rw 0 0
sshfs#me@host: /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
//nas/two /mnt/two\040words cifs rw 0 0
//nas/back /mnt/back\134slash cifs rw 0 0
//nas/foto /mnt/写真\040家族 cifs rw 0 0
//nas/fete /mnt/fête\040une cifs rw 0 0
/dev/vdc1 /mnt/over ext4 rw 0 0
//nas/over /mnt/over cifs rw 0 0
""".lstrip()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/home/me", "ext4"),
        ("/mnt", "tmpfs"),
        ("/mnt/nas", "cifs"),
        ("/mnt/nas/2019", "cifs"),
        ("/mnt/nas/deep/2019", "nfs4"),
        ("/mnt/nasty", "tmpfs"),
        ("/mnt/far/x", "fuse.sshfs"),
        ("/mnt/stick/x", ""),
        ("/mnt/two words/x", "cifs"),
        ("/mnt/back\\slash", "cifs"),
        ("/mnt/写真 家族", "cifs"),
        ("/mnt/fête une/x", "cifs"),
        ("/mnt/over", "cifs"),
        ("/mnt/nas/../far", "fuse.sshfs"),
    ],
)
def test_the_longest_and_latest_mount_tells_what_a_folder_lies_on(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_a_link_lies_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to("share")
    mounts = f"/dev/vda1 / ext4 rw 0 0\n//nas/x {tmp_path}/share cifs rw 0 0\n"
    assert file_system(tmp_path / "link" / "2019", mounts) == "cifs"


def test_no_mounts_tell_nothing() -> None:
    assert file_system(Path("/"), "") == ""


def test_the_system_s_own_folders_are_on_this_machine() -> None:
    assert not on_share(Path("/proc"))
    assert not on_share(Path("/proc/gone"))


def test_a_share_is_known_by_its_type_and_its_source() -> None:
    assert mount(Path("/mnt/nas/2019"), MOUNTS) == ("cifs", "//nas/photos")
    assert mount(Path("/mnt/two words"), MOUNTS) == ("cifs", "//nas/two")
    assert mount(Path("/"), "") == ()
