"""The package in S3, each file under its checksum: an earlier version stays for a roll-back."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LOCAL = "./"


def upload(s3: "S3Client", bucket: str, package: Path, region: str) -> str:
    """Upload all that the template names, then the template; return the template's address.

    The archives are uploaded unchanged; only their places in the template are rewritten.
    """
    _make_bucket(s3, bucket, region)
    template = json.loads((package / "template.json").read_text(encoding="utf-8"))
    for properties, name in _places(template):
        file = str(properties[name]).removeprefix(LOCAL)
        properties[name] = f"s3://{bucket}/{_put(s3, bucket, (package / file).read_bytes(), file)}"
    key = _put(s3, bucket, json.dumps(template).encode(), "template.json")
    return f"https://s3.{region}.amazonaws.com/{bucket}/{key}"


def _places(template: Any) -> list[tuple[dict[str, Any], str]]:
    """Return where the template names a local file."""
    return [
        (resource["Properties"], name)
        for resource in template["Resources"].values()
        for name in ("CodeUri", "ContentUri")
        if str(resource.get("Properties", {}).get(name, "")).startswith(LOCAL)
    ]


def _put(s3: "S3Client", bucket: str, content: bytes, name: str) -> str:
    key = f"{hashlib.sha256(content).hexdigest()}/{name}"
    held = s3.list_objects_v2(Bucket=bucket, Prefix=key).get("KeyCount", 0)
    if not held:
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key


def _make_bucket(s3: "S3Client", bucket: str, region: str) -> None:
    """Create the bucket, private and encrypted, unless it exists."""
    if bucket in {held["Name"] for held in s3.list_buckets()["Buckets"]}:
        return
    where: Any = {"LocationConstraint": region}
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
