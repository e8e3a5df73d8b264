"""Puts the way of files together from the settings. Constructs, decides nothing."""

from pathlib import Path

from madang_server.attachments.clamd import Clamd, ClamdAddress
from madang_server.attachments.folder import FilesInFolder
from madang_server.attachments.intake import Intake
from madang_server.attachments.pictures import Pictures
from madang_server.attachments.storage import FileStorage
from madang_server.clamd_url import clamd_place
from madang_server.faults import Misconfigured
from madang_server.settings import Settings


def open_intake(settings: Settings) -> Intake:
    """Return the way of files; nothing is asked or written yet. Raises `Misconfigured`."""
    scanner = Clamd(ClamdAddress(*clamd_place(settings.clamd))) if settings.clamd is not None else None
    return Intake(open_storage(settings), Pictures(), scanner)


def open_storage(settings: Settings) -> FileStorage:
    """Return the place of files; nothing is asked or written yet. Raises `Misconfigured`."""
    return FilesInFolder(settings.files_folder) if settings.attachments == "folder" else _bucket(settings)


def _bucket(settings: Settings) -> FileStorage:
    if settings.s3_bucket is None:
        raise Misconfigured("setting attachments: s3 needs s3_bucket, the bucket in which files are kept")
    try:
        from madang_server.attachments.bucket import FilesInBucket  # its package is an extra
    except ImportError as error:
        raise Misconfigured("setting attachments: the package of S3 is missing; install madang[s3]") from error
    secret = _secret(settings)
    if (settings.s3_access_key is None) is not (secret is None):
        raise Misconfigured("setting s3_access_key: it needs s3_secret_key or s3_secret_key_file, and they need it")
    return FilesInBucket(
        settings.s3_bucket,
        endpoint=str(settings.s3_endpoint).rstrip("/") if settings.s3_endpoint is not None else None,
        region=settings.s3_region,
        access_key=settings.s3_access_key,
        secret_key=secret,
    )


def _secret(settings: Settings) -> str | None:
    if settings.s3_secret_key is not None:
        return settings.s3_secret_key.get_secret_value()
    return _read(settings.s3_secret_key_file) if settings.s3_secret_key_file is not None else None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Misconfigured(f"setting s3_secret_key_file: {file} cannot be read ({why})") from error
