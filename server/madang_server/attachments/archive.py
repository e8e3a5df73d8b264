"""The files of a folder as one archive beside a backup, and back (SPEC C29). Blocks; knows no database.

A backup of the database is made first: every file that it names was kept before its row was. One that is removed meanwhile was
removed by its citizen.
"""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from madang_protocol import limits
from madang_server.attachments.storage import KEY
from madang_server.attachments.whole_files import write_whole
from madang_server.faults import Misconfigured

ENDING = ".files.tar"
BYTES_MAX = limits.FILE_BYTES_MAX * 4  # a picture that is drawn anew may grow


def archive_of(backup: Path) -> Path:
    """Return the archive that belongs to this backup."""
    return backup.with_name(backup.name + ENDING)


def pack(folder: Path, archive: Path) -> int:
    """Write the files into a new archive, for its owner alone; return how many. Without any none is made. `Misconfigured`."""
    keys = sorted(_keys(folder))
    if not keys:
        return 0
    count = 0
    try:
        opened = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(opened, "wb") as file, tarfile.open(fileobj=file, mode="w") as packed:
            for key in keys:
                count += _add(packed, folder / key, key)
    except FileExistsError as error:
        raise Misconfigured(f"{archive}: is there already") from error
    except OSError as error:
        archive.unlink(missing_ok=True)
        raise Misconfigured(f"{folder}: cannot be copied to {archive} ({error.strerror or error})") from error
    return count


def _keys(folder: Path) -> Iterator[str]:
    for path in folder.glob("*/*/*"):
        key = path.relative_to(folder).as_posix()
        if KEY.fullmatch(key):
            yield key


def _add(packed: tarfile.TarFile, path: Path, key: str) -> bool:
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # it was removed meanwhile
        return False
    member = tarfile.TarInfo(key)
    member.size, member.mode = len(content), 0o600
    packed.addfile(member, BytesIO(content))
    return True


def unpack(archive: Path, folder: Path) -> int:
    """Put the files of an archive into the folder, beside those that are there; return how many. Raises `Misconfigured`."""
    count = 0
    try:
        with tarfile.open(archive, mode="r:") as packed:
            for member in packed:
                write_whole(folder, member.name, _content(packed, member, archive))
                count += 1
    except (tarfile.TarError, OSError) as error:
        raise Misconfigured(f"{archive}: cannot be restored to {folder} ({error})") from error
    return count


def _content(packed: tarfile.TarFile, member: tarfile.TarInfo, archive: Path) -> bytes:
    """Return the content of a member that is a file of ours. Raises `Misconfigured`: it may lead out of the folder."""
    source = packed.extractfile(member) if member.isreg() and KEY.fullmatch(member.name) and member.size <= BYTES_MAX else None
    content = source.read() if source is not None else b""
    if source is None or hashlib.sha256(content).hexdigest() != member.name.rpartition("/")[2].partition("-")[0]:
        raise Misconfigured(f"{archive}: {member.name!r} in it is no file of an office, or not what it was")
    return content
