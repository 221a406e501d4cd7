"""Names under which programs write what is not whole yet; they give the real name when it is.

Hidden folders such as rsync's ``.~tmp~`` are never entered (`junk`).
"""

import re

_PATTERNS = (
    r".*\.(part|partial|filepart|crdownload|opdownload|download|tmp|temp|upload|uploading|!sync|!ut|aria2)",
    # .part: Firefox, wget-like fetchers, Nextcloud; .partial: rclone, Edge; .filepart: WinSCP; .crdownload: Chrome;
    # .opdownload: Opera; .download: Safari; .tmp: Syncthing (.syncthing.a.jpg.tmp), Windows, most uploaders;
    # .!sync: Resilio; .!ut: uTorrent; .aria2: the list of what is missing beside a file that is whole in length only
    r"\..+\.[A-Za-z0-9]{6}",  # rsync: .a.jpg.AbC123
    r"~\$.+",  # Office and others: a lock beside the file
    r"\.~lock\..+#",  # LibreOffice: the same
    r"~syncthing~.+",  # Syncthing on Windows
    r"\.in\..+\.",  # ProFTPD, HiddenStores
    r"\.pureftpd-upload\..+",  # Pure-FTPd
    r"\.goutputstream-.+",  # GLib: what desktops write and copy
    r"\.(nfs[0-9a-f]{8,}|fuse_hidden.+)",  # removed, and still open
)
_UNFINISHED = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE | re.DOTALL)


def is_unfinished(name: str) -> bool:
    """Whether a file is called what some program calls it while it is being written."""
    return _UNFINISHED.fullmatch(name) is not None
