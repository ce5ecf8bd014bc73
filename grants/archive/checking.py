"""Looking whether a package is whole: every file there, none changed, none added, and the metadata by its schema."""

import hashlib
import re
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from grants.archive import xml
from grants.archive.bag import CHUNK, MANIFEST, TAG_MANIFEST, chunks_of, open_zip, put

METADATA, CASE = "data/metadata.xml", "data/case.xml"
# The files of what is not public, by the same schema; the proofs below them are as somebody made them.
CONFIDENTIAL = re.compile(r"^data/confidential/[^/]+\.xml$")
LINE = re.compile(r"^([0-9a-f]{64})  (\S.*)$")
MOST_BYTES = 50 * 1024**3
# Read into memory: nobody's case file is as long.
MOST_XML = 512 * 1024**2


def problems_of(file: Path) -> list[str]:
    """Return what is wrong with a package, in sentences; none when it is whole and nothing of it was changed."""
    try:
        with zipfile.ZipFile(file) as archive:
            problems = _Check(archive).run()
            if not problems and not _laid_out(archive, file):
                problems.append(
                    _(
                        "The files are whole, but the ZIP around them is not as it was made: changed, or packed anew."
                    )
                )
            return problems
    except zipfile.BadZipFile:
        return [_("This is no ZIP file, or a damaged one.")]
    except zlib.error:
        return [_("A file in the package is damaged and cannot be unpacked.")]


def _laid_out(archive: zipfile.ZipFile, file: Path) -> bool:
    """Tell whether the ZIP is byte for byte what comes out when its files are packed as the portal packs them."""
    with tempfile.TemporaryFile() as again:
        with open_zip(again) as target:
            for entry in archive.infolist():
                with archive.open(entry) as content:
                    put(target, entry.filename, chunks_of(content))
        again.seek(0)
        with file.open("rb") as given:
            return (
                hashlib.file_digest(again, "sha256").digest() == hashlib.file_digest(given, "sha256").digest()
            )


class _Check:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.problems: list[str] = []

    def run(self) -> list[str]:
        """Look at everything, and return what was found to be wrong."""
        entries = self.archive.infolist()
        folders = {entry.filename.partition("/")[0] for entry in entries}
        if len(folders) != 1 or any("/" not in entry.filename for entry in entries):
            return [_("The package is not one folder with everything in it.")]
        if any(entry.flag_bits & 1 for entry in entries):
            return [_("The package is locked with a password.")]
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            return [_("The package unpacks to more than any case holds.")]
        self.folder = folders.pop()
        names = [entry.filename.removeprefix(f"{self.folder}/") for entry in entries]
        self.there = set(names)
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.problems.append(_("%(file)s is there twice.") % {"file": name})
        missing = [name for name in ("bagit.txt", MANIFEST, TAG_MANIFEST) if name not in self.there]
        if missing:
            self.problems += [_("%(file)s is missing.") % {"file": name} for name in missing]
            return self.problems
        self._listed(
            TAG_MANIFEST, {name for name in self.there if not name.startswith("data/")} - {TAG_MANIFEST}
        )
        sums = self._listed(MANIFEST, {name for name in self.there if name.startswith("data/")})
        self._described(sums)
        return self.problems

    def _listed(self, manifest: str, there: set[str]) -> dict[str, str]:
        """Compare what a manifest lists with what is there; return the checksums that were found."""
        found: dict[str, str] = {}
        listed = {}
        for line in self._read(manifest).decode("utf-8", "replace").splitlines():
            matched = LINE.match(line)
            if matched is None:
                self.problems.append(
                    _("%(file)s has a line that cannot be read: %(line)s")
                    % {"file": manifest, "line": line[:80]}
                )
                continue
            listed[matched[2]] = matched[1]
        for name in sorted(listed.keys() - there):
            self.problems.append(_("%(file)s is listed and missing.") % {"file": name})
        for name in sorted(there - listed.keys()):
            self.problems.append(_("%(file)s is there and not listed.") % {"file": name})
        for name in sorted(listed.keys() & there):
            found[name] = self._sum(name)
            if found[name] != listed[name]:
                self.problems.append(_("%(file)s has been changed since it was packed.") % {"file": name})
        return found

    def _described(self, sums: dict[str, str]) -> None:
        """Hold the XML files to the schema, and the files to what the metadata says of them."""
        metadata = self._parsed(METADATA)
        for name in (CASE, *sorted(filter(CONFIDENTIAL.match, self.there))):
            self._parsed(name)
        if metadata is None:
            return
        described = {
            element.get("path", ""): element for element in metadata.iter(f"{{{xml.NAMESPACE}}}file")
        }
        payload = {name for name in self.there if name.startswith("data/")} - {METADATA}
        for name in sorted(payload - described.keys()):
            self.problems.append(_("The metadata do not name %(file)s.") % {"file": name})
        for name in sorted(described.keys() - payload):
            self.problems.append(_("The metadata name %(file)s, which is missing.") % {"file": name})
        for name in sorted(described.keys() & payload):
            element = described[name]
            size = self.archive.getinfo(f"{self.folder}/{name}").file_size
            if element.get("sha256") != sums.get(name) or element.get("size") != str(size):
                self.problems.append(
                    _("%(file)s is not the file that the metadata describe.") % {"file": name}
                )

    def _parsed(self, name: str) -> Any:
        if name not in self.there:
            self.problems.append(_("%(file)s is missing.") % {"file": name})
            return None
        if self.archive.getinfo(f"{self.folder}/{name}").file_size > MOST_XML:
            self.problems.append(_("%(file)s is too large to be read.") % {"file": name})
            return None
        # Nothing is fetched and no entity is unfolded: a package may come from anywhere.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root = etree.fromstring(self._read(name), parser)
        except etree.XMLSyntaxError as problem:
            self.problems.append(
                _("%(file)s is no XML: %(problem)s") % {"file": name, "problem": problem.msg}
            )
            return None
        schema = xml.schema()
        if not schema.validate(root):
            self.problems += [
                _("%(file)s, line %(line)s: %(problem)s")
                % {"file": name, "line": problem.line, "problem": problem.message}
                for problem in schema.error_log
            ]
        return root

    def _read(self, name: str) -> bytes:
        try:
            return self.archive.read(f"{self.folder}/{name}")
        except zipfile.BadZipFile:
            self.problems.append(_("%(file)s is damaged.") % {"file": name})
            return b""

    def _sum(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            with self.archive.open(f"{self.folder}/{name}") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except zipfile.BadZipFile:
            # The ZIP's own checksum does not fit: what was read so far says that it is not the same.
            self.problems.append(_("%(file)s is damaged.") % {"file": name})
        return digest.hexdigest()
