"""Zips as no honest program makes them."""

import io
import stat
import warnings
import zipfile
from collections.abc import Sequence


def zip_of(*members: tuple[str | zipfile.ZipInfo, str | bytes], deflate: bool = True) -> bytes:
    """Return a zip of named contents, whatever the names are."""
    buffer = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that stand there twice
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in members:
                archive.writestr(name, content)
    return buffer.getvalue()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, str]:
    """Return a symbolic link as a member."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target


def renamed(raw: bytes, before: bytes, after: bytes) -> bytes:
    """Return a zip with a name replaced, in both places where it stands."""
    assert len(before) == len(after), "names have to be of one length"
    assert raw.count(before) == 2
    return raw.replace(before, after)


def flagged(raw: bytes, flags: int) -> bytes:
    """Return a zip whose members all have `flags`."""
    patched = bytearray(raw)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for at in places(raw, signature):
            patched[at + offset] |= flags & 0xFF
            patched[at + offset + 1] |= flags >> 8
    return bytes(patched)


def claiming(raw: bytes, size: int) -> bytes:
    """Return a zip whose members say that they are `size` bytes long."""
    patched = bytearray(raw)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for at in places(raw, signature):
            patched[at + offset : at + offset + 4] = size.to_bytes(4, "little")
    return bytes(patched)


def places(raw: bytes, signature: bytes) -> Sequence[int]:
    """Return where a signature stands."""
    found, at = [], raw.find(signature)
    while at >= 0:
        found.append(at)
        at = raw.find(signature, at + 1)
    return found
