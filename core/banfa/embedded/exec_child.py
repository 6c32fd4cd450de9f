"""What runs between us and an embedded server: it ties the server's life to ours and becomes it.

Started by path (`python -I -S exec_child.py PARENT SIGNAL UID GID COMMAND…`), it imports nothing of Banfa. It
gives up root first, since a change of user clears the parent-death signal; asks the kernel for that signal;
makes sure that the parent has not died before that; then turns into COMMAND. UID and GID of -1 change
nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

PR_SET_PDEATHSIG: Final = 1


def follow_parent(parent: int, signal: int) -> None:
    """Have the kernel send us a signal when our parent ends; ends the process when it has ended already."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:
        sys.exit("the process that started this server has ended")


def main(argv: list[str]) -> None:
    """Do the above; ends the process with one line when it cannot."""
    parent, signal, uid, gid = (int(word) for word in argv[:4])
    command = argv[4:]
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    follow_parent(parent, signal)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
