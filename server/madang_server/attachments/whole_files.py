"""Writes a file into a folder whole or not at all. Knows keys and bytes, no log: the terminal waits for what this imports.

A content is written beside its place, brought to the disk, and only then given its name. Keys are made of ids and hashes alone;
what people call a file is never part of a path.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from madang_server.attachments.storage import KEY

UNFINISHED = ".unfinished-"  # how the name of a file begins that is being written


def write_whole(folder: Path, key: str, content: bytes) -> None:
    """Write the content below the folder, whole or not at all, and bring it to the disk. Blocks. Raises `OSError`."""
    assert KEY.fullmatch(key), "keys are made by madang_office.attachments.key_of"
    path = folder / key
    make_folders(path.parent, folder)
    with NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _bring_to_disk(path.parent)


def make_folders(folder: Path, top: Path) -> None:
    """Make the folder, for its owner alone, with its name on the disk."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in (folder, *folder.parents):
        _bring_to_disk(made)
        if made == top:
            break


def _bring_to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
