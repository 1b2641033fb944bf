"""Reading: a path becomes the text as received."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_BINARY_SAMPLE = 8192
_LONGEST = 32 << 20  # bytes; the longest plan known has less than a fiftieth
_SIGNATURES = {
    b"%PDF": ("a PDF", "extract its text layer first (pdftotext -layout FILE FILE.txt)"),
    b"\xd0\xcf\x11\xe0": ("a Word document", "save it as plain text in UTF-8 first"),
    b"PK\x03\x04": ("a zipped document", "save it as plain text in UTF-8 first"),
}


class UnreadableSource(Exception):
    """A source that holds no text to read; its message names the file, the line and the mend."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as received: the name of its file and its text, not changed in any way."""

    name: str
    text: str


def read(path: Path) -> SourceText:
    """Read a UTF-8 or UTF-16 (with byte order mark) text file.

    Line ends are kept as they are, so that offsets count the code points of the file itself.
    Raises `UnreadableSource` for a missing, empty, binary, wrongly encoded or endless file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise UnreadableSource(f"{path}: no such file; check the path") from None
    except IsADirectoryError:
        raise UnreadableSource(f"{path}: is a folder; name the text files in it") from None
    except OSError as error:
        raise UnreadableSource(f"{path}: cannot be read ({error.strerror})") from None
    return SourceText(path.name, decode(data, str(path)))


def decode(data: bytes, name: str) -> str:
    """The text in ``data``; raises `UnreadableSource` in the words of `read`."""
    for signature, (what, mend) in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableSource(f"{name}:1: is {what}, not text; {mend}")
    if len(data) > _LONGEST:
        raise UnreadableSource(
            f"{name}:1: has more than {_LONGEST >> 20} MiB, which no plan has; part it into its "
            "documents"
        )
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    if encoding == "utf-8" and b"\x00" in data[:_BINARY_SAMPLE]:
        raise UnreadableSource(f"{name}:1: is binary, not text; give a text file in UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableSource(
            f"{name}:{line}: is not {encoding.upper()} text (byte {error.start}); "
            "convert it to Unicode in UTF-8 first"
        ) from None
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableSource(f"{name}:1: is empty; give a file with text")
    return text
