"""A backup has the files of the folder, and a restored office has them again (SPEC C29)."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest
from tests.server.running import madang
from tests.server.test_folder_storage import files_in

from madang_server.attachments.archive import archive_of, pack, unpack
from madang_server.attachments.whole_files import write_whole
from madang_server.faults import Misconfigured

CONTENT = b"a photo"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
KEY = f"main/{DIGEST[:2]}/{DIGEST}-one"


def archive_with(path: Path, name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w") as made:
        member = tarfile.TarInfo(name)
        member.size, member.type = len(content), kind
        made.addfile(member, io.BytesIO(content))
    return path


def test_C29_a_backup_has_the_files_and_a_restore_puts_them_back(tmp_path: Path) -> None:
    assert madang("migrate", folder=tmp_path).returncode == 0
    folder = tmp_path / "data" / "attachments"
    write_whole(folder, KEY, CONTENT)
    made = madang("backup", "copy.db", folder=tmp_path)
    assert made.stdout == "copy.db: written\ncopy.db.files.tar: written, 1 files of requests\n"
    assert (tmp_path / "copy.db.files.tar").stat().st_mode & 0o777 == 0o600
    (folder / KEY).unlink()
    restored = madang("restore", "copy.db", folder=tmp_path)
    assert (restored.returncode, "data/attachments: 1 files of requests restored\n" in restored.stdout) == (0, True)
    assert (folder / KEY).read_bytes() == CONTENT


def test_C29_no_backup_is_made_beside_files_of_another(tmp_path: Path) -> None:
    assert madang("migrate", folder=tmp_path).returncode == 0
    (tmp_path / "copy.db.files.tar").write_bytes(b"of another")
    made = madang("backup", "copy.db", folder=tmp_path)
    assert (made.returncode, made.stderr) == (2, "madang: copy.db.files.tar: is there already\n")
    assert not (tmp_path / "copy.db").exists()


def test_C29_an_office_without_files_has_no_archive(tmp_path: Path) -> None:
    assert pack(tmp_path / "nothing", archive_of(tmp_path / "copy.db")) == 0
    assert files_in(tmp_path) == []


STRANGE = {
    "out of the folder": ("../../etc/passwd", CONTENT, tarfile.REGTYPE),
    "absolute": ("/tmp/x", CONTENT, tarfile.REGTYPE),  # noqa: S108 - it is not written
    "a link": (KEY, b"", tarfile.SYMTYPE),
    "another content": (KEY, b"another", tarfile.REGTYPE),
}


@pytest.mark.parametrize("what", STRANGE)
def test_C29_what_is_no_file_of_an_office_is_not_restored(tmp_path: Path, what: str) -> None:
    archive = archive_with(tmp_path / "copy.tar", *STRANGE[what])
    with pytest.raises(Misconfigured):
        unpack(archive, tmp_path / "files")
    assert files_in(tmp_path) == [archive]
