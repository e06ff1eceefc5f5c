"""Disks that are full and folders that may not be written, as a test has them."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def small_disk(size):
    """A file system of `size` bytes; the test is skipped where none may be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        call = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        if os.geteuid() != 0 or subprocess.run(call, capture_output=True, check=False).returncode:
            pytest.skip("only root may mount a small disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def guarded_folder():
    """A folder that others may read but not write; for `as_other`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_other(function):
    """What `function` gives as text, run by somebody who owns nothing; skipped where that cannot be done."""
    if os.geteuid() != 0:
        pytest.skip("only root can run as somebody else")
    theirs, ours = os.pipe()
    child = os.fork()
    if child == 0:
        # The interpreter itself may be out of the other's reach, so that nothing can be started anew.
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(ours, str(function()).encode())
        except BaseException as error:  # the child must end here, whatever it met
            os.write(ours, repr(error).encode())
        os._exit(0)
    os.close(ours)
    with open(theirs, "rb") as stream:  # noqa: PTH123 - a descriptor
        shown = stream.read().decode()
    os.waitpid(child, 0)
    return shown
