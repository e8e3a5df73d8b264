"""Attachments in a bucket of an S3-compatible server. Knows boto3, no case. Its package is the extra `s3`.

Every call is one in a thread, with deadlines of its own. Nothing of the keys is in a message of a fault.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, ParamSpec, TypeVar

import boto3
import structlog
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from madang_protocol import limits
from madang_server.attachments.storage import KEY, FilesAway, KeptFile

CONNECT_S, ANSWER_S = 3, 20
CONNECTIONS = 16
TRIES = 2
CONTENT_BYTES_MAX = limits.FILE_BYTES_MAX * 4
P = ParamSpec("P")
T = TypeVar("T")
_log = structlog.get_logger()


class FilesInBucket:
    """The contents in one bucket, by their keys."""

    def __init__(self, bucket: str, *, endpoint: str | None, region: str, access_key: str | None, secret_key: str | None) -> None:
        """`endpoint`: of the server; None: Amazon's own. Without keys they come from where Amazon's tools look for them."""
        self._bucket = bucket
        config = Config(
            connect_timeout=CONNECT_S,
            read_timeout=ANSWER_S,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            max_pool_connections=CONNECTIONS,
            s3={"addressing_style": "path"},  # which every server knows
            request_checksum_calculation="when_required",  # others are not known to every server
            response_checksum_validation="when_required",
        )
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=config,
        )

    async def put(self, key: str, content: bytes) -> None:
        await self._asked(self._client.put_object, Bucket=self._bucket, Key=key, Body=content)

    async def get(self, key: str) -> bytes:
        return await self._asked(self._read, key)

    def _read(self, key: str) -> bytes:
        body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"]
        try:
            content: bytes = body.read(CONTENT_BYTES_MAX)
        finally:
            body.close()
        return content

    async def delete(self, key: str) -> None:
        await self._asked(self._client.delete_object, Bucket=self._bucket, Key=key)

    async def all_of(self, office: str) -> AsyncIterator[KeptFile]:
        """Yield what is kept, a page at a time."""
        more: dict[str, str] = {}
        while True:
            page = await self._asked(self._client.list_objects_v2, Bucket=self._bucket, Prefix=f"{office}/", **more)
            for found in page.get("Contents", ()):
                if KEY.fullmatch(found["Key"]):
                    yield KeptFile(found["Key"], found["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    async def prove_usable(self) -> None:
        await self._asked(self._client.head_bucket, Bucket=self._bucket)

    async def close(self) -> None:
        await asyncio.to_thread(self._client.close)

    async def _asked(self, ask: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        try:
            return await asyncio.to_thread(ask, *given, **named)
        except (BotoCoreError, ClientError, OSError) as error:
            cause = _code(error)
            _log.error("the bucket of attachments failed", bucket=self._bucket, cause=cause)
            raise FilesAway(cause) from error


def _code(error: Exception) -> str:
    """Return what is wrong, in a word: a message may hold an address with a secret."""
    told = error.response.get("Error", {}).get("Code") if isinstance(error, ClientError) else None
    return str(told or type(error).__name__)
