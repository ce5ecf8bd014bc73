"""A bag as BagIt 1.0 (RFC 8493) has it, in a ZIP whose bytes follow from its content alone."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Self

CHUNK = 1 << 16
# ZIP knows no earlier day; the day of packing would make two packages of the same content differ.
EPOCH = (1980, 1, 1, 0, 0, 0)
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True)
class Packed:
    """A file as it lies in the bag: its path below the bag's own folder, its size and its checksum."""

    path: str
    size: int
    sha256: str


class BagWriter:
    """Writes a bag: first the payload, then ``finish`` with what lists it; the ZIP is closed when the block ends."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._zip = open_zip(file)
        self._name = name
        self.packed: list[Packed] = []

    def add(self, path: str, chunks: Iterable[bytes]) -> Packed:
        """Add a file of the payload and return what it came to; ``path`` begins with data/."""
        packed = self._write(path, chunks)
        self.packed.append(packed)
        return packed

    def finish(self, info: Iterable[tuple[str, str]]) -> None:
        """Write the tag files and close the bag.

        Parameters: ``info`` are labels and values of bag-info.txt in their order.
        """
        size = sum(one.size for one in self.packed)
        lines = [*info, ("Payload-Oxum", f"{size}.{len(self.packed)}")]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{label}: {value}\n" for label, value in lines).encode(),
            MANIFEST: _listing(self.packed),
        }
        written = [self._write(path, [content]) for path, content in tags.items()]
        self._write(TAG_MANIFEST, [_listing(written)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._zip.close()

    def _write(self, path: str, chunks: Iterable[bytes]) -> Packed:
        size, digest = put(self._zip, f"{self._name}/{path}", chunks)
        return Packed(path, size, digest)


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """Return a new ZIP that keeps its files as they are: pressed together, they would follow the version of zlib, too."""
    return zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)


def put(target: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write one file into a ZIP as every bag has it, and return its size and checksum."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    digest, size = hashlib.sha256(), 0
    with target.open(entry, "w", force_zip64=True) as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return size, digest.hexdigest()


def _listing(files: Iterable[Packed]) -> bytes:
    return "".join(f"{one.sha256}  {one.path}\n" for one in sorted(files, key=lambda one: one.path)).encode()


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Return the content of an open file piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk
