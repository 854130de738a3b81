"""Files in S3-compatible storage, for installations on many machines: nothing of a file stays on this one.

`MEDIA_URL=s3:bucket/prefix`, and where it is not Amazon's `s3:bucket/prefix?endpoint=https://storage.example`. The key
is found as boto3 finds it: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, a profile, or the machine's own role.
"""

from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qs, urlsplit

PART = 8 * 1024 * 1024  # larger files go up in parts, so that no file is ever whole in memory
CONNECT, READ = 5, 30  # seconds
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


class BucketError(OSError):
    """The storage cannot be reached, or refuses."""


@dataclass(frozen=True)
class BucketAddress:
    """Where the files lie."""

    bucket: str
    prefix: str
    endpoint: str | None
    region: str | None


def bucket_address(url: str) -> BucketAddress:
    """Read `s3:bucket/prefix?endpoint=…&region=…`. Raises ValueError where it is none."""
    parts = urlsplit(url.removeprefix("s3:").removeprefix("//"))
    bucket, _, prefix = parts.path.partition("/")
    asked = parse_qs(parts.query)
    endpoint = asked.get("endpoint", [""])[0]
    if not bucket or asked.keys() - {"endpoint", "region"}:
        raise ValueError("must look like s3:bucket/folder or s3:bucket/folder?endpoint=https://storage.example")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise ValueError("has an endpoint that is no web address")
    return BucketAddress(bucket, prefix.strip("/"), endpoint or None, asked.get("region", [""])[0] or None)


class BucketKeeping:
    """Files in a bucket."""

    remote = True

    def __init__(self, address: BucketAddress) -> None:
        self._address = address
        self._client = _client(address)

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading, as it streams in. Raises FileNotFoundError, BucketError."""
        found = self._ask("get_object", path)
        return cast(BinaryIO, found["Body"])

    def size(self, path: str) -> int:
        """Return how many bytes a file has. Raises FileNotFoundError, BucketError."""
        return int(self._ask("head_object", path)["ContentLength"])

    def write(self, path: str, source: BinaryIO) -> None:
        """Keep a file; it appears whole or not at all. Raises BucketError."""
        from boto3.exceptions import S3UploadFailedError
        from boto3.s3.transfer import TransferConfig
        from botocore.exceptions import BotoCoreError, ClientError

        parts = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=2)
        try:
            self._client.upload_fileobj(_Unclosed(source), self._address.bucket, self._key(path), Config=parts)
        except (BotoCoreError, ClientError, S3UploadFailedError) as problem:
            raise BucketError(type(problem).__name__) from None

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error. Raises BucketError."""
        self._ask("delete_object", path)

    def _key(self, path: str) -> str:
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"{path[:80]!r} leads out of the bucket's folder")
        return f"{self._address.prefix}/{path}" if self._address.prefix else path

    def _ask(self, name: str, path: str) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client, name)(Bucket=self._address.bucket, Key=self._key(path))
        except ClientError as problem:
            code = str(problem.response.get("Error", {}).get("Code", ""))
            if code in MISSING:
                raise FileNotFoundError(path) from None
            raise BucketError(code or "ClientError") from None
        except BotoCoreError as problem:
            raise BucketError(type(problem).__name__) from None


class _Unclosed:
    """boto3 closes what it has uploaded; the file is its owner's to close."""

    def __init__(self, source: BinaryIO) -> None:
        self.read = source.read


def _client(address: BucketAddress) -> Any:
    """boto3 is loaded only where a bucket is used: it is an extra, `pip install siang[many]`."""
    import boto3
    from botocore.config import Config

    options = Config(
        connect_timeout=CONNECT,
        read_timeout=READ,
        retries={"max_attempts": 3, "mode": "standard"},
        # Sums that only Amazon knows are refused by some of the others.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path"} if address.endpoint else {},
    )
    return boto3.client("s3", endpoint_url=address.endpoint, region_name=address.region, config=options)
