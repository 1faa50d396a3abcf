"""A folder of files as archives have them: forty that are broken, empty, huge, locked, or a trap."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import zipfile
from pathlib import Path

from pypdf import PdfWriter

GOOD = "El presidente de Bolivia, Evo Morales, recibió ayer en La Paz al canciller de Rusia, Serguéi Lavrov."
BOMB = b"\x00" * (100 * 1024 * 1024)

ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ja">{ENTITIES}]><rss><channel>&a9;</channel></rss>'


def nasty_folder(folder: Path) -> dict[str, str]:
    """Makes the files; what the report must say of each: an outcome, or words of the reason."""
    for name, content in _files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    os.mkfifo(folder / "pipe.txt")
    return EXPECTED


EXPECTED = {
    "empty.txt": "empty",
    "blank.txt": "empty",
    "signs.txt": "no text",
    "binary.txt": "binary",
    "huge.txt": "5,000,000 bytes",
    "utf16.txt": "added",
    "latin1.txt": "added",
    "dos.txt": "added",
    "marked.txt": "added",
    "mañana y ayer/año nuevo ñ.txt": "added",
    "english.txt": "another language (en)",
    "picture.png": "unknown kind",
    "noend": "unknown kind",
    "empty.jsonl": "empty",
    "line.jsonl": "a line of more than",
    "broken.jsonl": "not JSON",
    "deep.jsonl": "JSON that is no article",
    "list.jsonl": "must be a string",
    "date.jsonl": "cannot be read",
    "object.json": "a list of articles",
    "header.csv": "no column",
    "quote.csv": "field larger than",
    "notext.html": "no main text",
    "binary.html": "no main text",
    "huge.html": "more than 8,388,608 bytes",
    "nothing.pdf": "PDF",
    "password.pdf": "password",
    "scanned.pdf": "holds no text",
    "noheader.eml": "no mail",
    "notext.eml": "no text",
    "laughs.xml": "no feed",
    "nofeed.rss": "no feed",
    "broken.warc": "without pages",
    "cut.warc.gz": "broken compressed data",
    "bomb.txt.gz": "bomb",
    "bomb.jsonl.xz": "a line of more than",
    "bomb.zip": "bomb",
    "broken.zip": "broken zip",
    "nested.zip": "packed more than",
    "cut.txt.xz": "broken compressed data",
    "loop": "leads back to a folder",
    "itself": "leads back to itself",
    "nowhere.txt": "leads nowhere",
    "pipe.txt": "neither a file nor a folder",
}


def _files() -> dict[str, str | bytes]:
    return {
        "empty.txt": "",
        "blank.txt": " \n\t\n",
        "signs.txt": "-- 12 --",
        "binary.txt": b"\x7fELF\x02\x01\x00\x00" * 100,
        "huge.txt": b"palabra " * 625_000,
        "utf16.txt": GOOD.encode("utf-16"),
        "latin1.txt": f"{GOOD} Uno.".encode("latin-1"),
        "dos.txt": f"{GOOD} Dos.".encode("cp850"),
        "marked.txt": f"{GOOD} Tres.".encode("utf-8-sig"),
        "mañana y ayer/año nuevo ñ.txt": f"{GOOD} Cuatro.",
        "english.txt": "The president of Bolivia met the Russian foreign minister in La Paz on Monday morning.",
        "picture.png": b"\x89PNG",
        "noend": "x",
        "empty.jsonl": "\n\n",
        "line.jsonl": b'{"text": "' + b"a" * (50 * 1024 * 1024),
        "broken.jsonl": '{"text": ',
        "deep.jsonl": "[" * 100_000,
        "list.jsonl": json.dumps({"text": GOOD, "title": ["a"]}),
        "date.jsonl": json.dumps({"text": GOOD, "date": "ayer"}),
        "object.json": json.dumps({"text": GOOD}),
        "header.csv": "a;b\n1;2\n",
        "quote.csv": f'text,title\n"{"x" * 9_000_000}",b\n',
        "notext.html": "<html><body><nav>Inicio</nav><script>hola()</script></body></html>",
        "binary.html": os.urandom(2_000),
        "huge.html": b"<p>" + b"a " * 5_000_000,
        "nothing.pdf": b"%PDF-1.7\nnothing",
        "password.pdf": _pdf("secreto"),
        "scanned.pdf": _pdf(None),
        "noheader.eml": "\nsolo esto",
        "notext.eml": "Subject: nada\nContent-Type: image/png\n\nxx",
        "laughs.xml": LAUGHS,
        "nofeed.rss": "<p>esto no es</p>",
        "broken.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: abc\r\n\r\n",
        "cut.warc.gz": gzip.compress(b"WARC/1.0\r\n" * 1000)[:20],
        "bomb.txt.gz": gzip.compress(BOMB),
        "bomb.jsonl.xz": lzma.compress(BOMB[: 40 * 1024 * 1024], preset=0),
        "bomb.zip": _zip("bomb.txt", BOMB),
        "broken.zip": b"PK\x03\x04nothing",
        "nested.zip": _zip("a.zip", _zip("b.zip", _zip("c.zip", _zip("d.txt", GOOD.encode())))),
        "cut.txt.xz": lzma.compress(GOOD.encode() * 100)[:60],
    }


def _zip(name: str, data: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return output.getvalue()


def _pdf(password: str | None) -> bytes:
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(output)
    return output.getvalue()
