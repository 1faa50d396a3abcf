"""Each kind of source, read into articles with what it says of them."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cabos.graph.statement import Article
from cabos.ingest import Aside, Found, How, Meter, article_from_text, read_sources
from cabos.ingest.sources import extras

TEXT = (
    "El presidente de Bolivia, Evo Morales, recibió ayer en La Paz al canciller de Rusia, Serguéi Lavrov. "
    "Ambos firmaron un acuerdo sobre el gas que el Parlamento boliviano tendrá que aprobar en los próximos meses."
)
PAGE = f"""<html lang="es"><head><title>Lavrov en La Paz</title><meta property="og:site_name" content="El Diario">
<link rel="canonical" href="https://diario.example/mundo/lavrov?utm_source=x"><meta name="author" content="Ana Vega">
<meta property="article:published_time" content="2019-06-03T10:00:00Z">
<meta property="article:section" content="Mundo"></head><body><nav>Inicio Contacto</nav><article>
<h1>Lavrov en La Paz</h1><p>{TEXT}</p></article><footer>Aviso legal</footer></body></html>"""
RSS = """<rss version="2.0"><channel><title>El Diario</title>{}</channel></rss>"""
ENTRY = """<item><title>Lavrov en La Paz</title><link>{}</link><author>Ana Vega</author><category>Mundo</category>
<pubDate>Mon, 03 Jun 2019 10:00:00 GMT</pubDate><description><![CDATA[<p>{}</p>]]></description></item>"""


def found(*names: object, how: How | None = None) -> list[Article]:
    """The articles; nothing may be set aside."""
    items = list(read_sources(map(str, names), how))
    assert all(isinstance(item, Found) for item in items), items
    return [item.article for item in items if isinstance(item, Found)]


def about(article: Article) -> tuple[str | None, ...]:
    return article.title, article.date, article.author, article.publisher, article.url, article.section


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_markdown_without_its_marks(tmp_path: Path) -> None:
    front = '---\ntitulo: "Lavrov en La Paz"\nfecha: 3 de junio de 2019\nautor: Ana Vega\nclase: nota\n---\n'
    text = f"{front}## Visita\n\n**Evo Morales** recibió a [Lavrov](https://x.example)\nen La Paz.\n\n* Firmaron\n"
    (article,) = found(write(tmp_path / "nota.md", text))
    assert about(article)[:3] == ("Lavrov en La Paz", "2019-06-03", "Ana Vega")
    assert article.text == "Visita\n\nEvo Morales recibió a Lavrov en La Paz.\n\nFirmaron"
    (other,) = found(write(tmp_path / "otra.md", "# Lavrov\n\nEvo Morales recibió a Lavrov."))
    assert (other.id, other.title) == ("otra", "Lavrov")


def test_page_gives_main_text_and_metadata(tmp_path: Path) -> None:
    (article,) = found(write(tmp_path / "p.html", PAGE))
    url = "https://diario.example/mundo/lavrov"
    assert about(article) == ("Lavrov en La Paz", "2019-06-03", "Ana Vega", "El Diario", url, "Mundo")
    assert TEXT in article.text
    assert "Aviso" not in article.text
    assert article.iri == article_from_text("Otro texto.", url=f"{url}?fbclid=7#fotos", title="Otro").iri


def test_csv_with_columns_of_other_names(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", f'Nota;fecha;Encabezado\n"{TEXT}\n";03/06/2019;Lavrov\n{TEXT};;\n'.encode("cp1252")
    )
    how = How(columns={"text": "Nota", "title": "Encabezado"}, publisher="El Diario")
    first, second = found(path, how=how)
    assert about(first)[:4] == ("Lavrov", "2019-06-03", None, "El Diario")
    assert first.text == TEXT + "\n"
    assert second.title is None


def test_mail(tmp_path: Path) -> None:
    head = (
        "Subject: =?utf-8?q?Lavrov_lleg=C3=B3?=\nDate: Mon, 3 Jun 2019 10:00:00 +0000\nFrom: Ana Vega <a@x.example>\n"
    )
    plain = write(tmp_path / "a.eml", f"{head}Content-Type: text/plain; charset=utf-8\n\n{TEXT}")
    html = write(tmp_path / "b.eml", f"{head}Content-Type: text/html; charset=utf-8\n\n{PAGE}")
    for article in found(plain, html):
        assert about(article)[:3] == ("Lavrov llegó", "2019-06-03T10:00:00+00:00", "Ana Vega")
        assert TEXT in article.text


def test_feed_in_a_file(tmp_path: Path) -> None:
    (article,) = found(write(tmp_path / "f.rss", RSS.format(ENTRY.format("https://d.example/1?utm_medium=rss", TEXT))))
    date, url = "2019-06-03T10:00:00+00:00", "https://d.example/1"
    assert about(article) == ("Lavrov en La Paz", date, "Ana Vega", "El Diario", url, "Mundo")
    assert article.text.strip() == TEXT


def test_pdf_with_its_lines_joined(tmp_path: Path) -> None:
    lines = ["El presidente Evo Morales reci-", "bio en La Paz al canciller", "de Rusia, Serguei Lavrov."]
    (article,) = found(write(tmp_path / "a.pdf", _pdf(lines)))
    assert article.text.strip() == "El presidente Evo Morales recibio en La Paz al canciller de Rusia, Serguei Lavrov."


def test_archive_of_the_web(tmp_path: Path) -> None:
    for name, packed in (("a.warc", False), ("a.warc.gz", True)):
        items = list(read_sources([str(write(tmp_path / name, _warc(packed)))]))
        good, other = items
        assert isinstance(good, Found)
        assert about(good.article)[3:5] == ("El Diario", "https://diario.example/mundo/lavrov")
        assert isinstance(other, Aside)
        assert other.place.endswith("!https://diario.example/portada")


def test_packed_files(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": TEXT}).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2019/notas.jsonl.xz", lzma.compress(line))
        archive.writestr("nota.txt", TEXT + " Otra.")
    write(tmp_path / "a.jsonl.gz", gzip.compress(line + b"\n" + line.replace(b'"a"', b'"b"')))
    write(tmp_path / "b.zip", packed.getvalue())
    items = list(read_sources([str(tmp_path)]))
    assert [item.place.removeprefix(f"{tmp_path}/") for item in items] == [
        "a.jsonl.gz:1", "a.jsonl.gz:2", "b.zip!2019/notas.jsonl.xz:1", "b.zip!nota.txt",
    ]  # fmt: skip
    assert [item.article.id for item in items if isinstance(item, Found)] == ["a", "b", "a", "nota"]


def test_patterns_folders_and_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("x/uno.txt", "x/y/dos.txt", "tres.md"):
        write(tmp_path / name, f"{TEXT} {name}.")
    meter = Meter()
    items = list(read_sources([str(tmp_path / "**" / "*.txt")], meter=meter))
    assert [Path(item.place).name for item in items] == ["uno.txt", "dos.txt"]
    assert meter.read == meter.total > 2 * len(TEXT)
    (nothing,) = read_sources([str(tmp_path / "*.pdf")])
    assert isinstance(nothing, Aside)


@pytest.mark.parametrize("data", [TEXT.encode(), json.dumps({"text": TEXT}).encode(), gzip.compress(TEXT.encode())])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    assert [article.text for article in found("-")] == [TEXT]


def test_language_that_nobody_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "O presidente do Brasil recebeu ontem em Brasília o chanceler da Rússia.")
    (aside,) = read_sources([str(path)])
    assert isinstance(aside, Aside)
    assert (aside.why, aside.reason) == ("skipped", "written in another language (pt)")
    assert found(path, how=How(language=None))


def test_what_is_not_installed_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    (aside,) = read_sources([str(write(tmp_path / "a.pdf", b"%PDF"))])
    assert isinstance(aside, Aside)
    assert "pip install 'cabos[pdf]'" in aside.reason


class Site:
    """A web site on loopback: ``pages`` by path, and what was asked of it in ``asked``."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []
        self.busy = 0


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            media, text = made.pages.get(self.path, ("", ""))
            busy = bool(made.busy) and self.path != "/robots.txt"
            made.busy -= busy
            self.send_response(503 if busy else 200 if media else 404)
            self.send_header("Content-Type", media or "text/plain")
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


QUICK = How(delay=0)


def test_page_of_the_web(site: Site) -> None:
    site.pages["/nota"] = ("text/html; charset=utf-8", PAGE.replace("https://diario.example/mundo/lavrov", ""))
    site.busy = 1
    (article,) = found(f"{site.address}/nota", how=QUICK)
    assert article.url == f"{site.address}/nota"
    assert site.asked == ["/robots.txt", "/nota", "/nota"], "asked again, for the server was busy"


def test_robots_are_obeyed(site: Site) -> None:
    site.pages["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /privado\n")
    items = list(read_sources([f"{site.address}/privado/1", f"{site.address}/nada"], QUICK))
    assert ["robots.txt" in items[0].reason, "404" in items[1].reason] == [True, True]  # type: ignore[union-attr]
    assert site.asked == ["/robots.txt", "/nada"]


def test_feed_of_the_web_leads_to_its_pages(site: Site) -> None:
    pages = [f"{site.address}/{name}" for name in ("uno", "dos", "tres")]
    site.pages["/rss"] = ("application/rss+xml", RSS.format("".join(ENTRY.format(url, "Resumen.") for url in pages)))
    for url in pages:
        page = PAGE.replace("https://diario.example/mundo/lavrov", url)
        site.pages[url.removeprefix(site.address)] = ("text/html", page)
    articles = found(f"{site.address}/rss", how=replace(QUICK, known=lambda url: url.endswith("dos")))
    assert [article.url for article in articles] == [pages[0], pages[2]]
    assert TEXT in articles[0].text


def test_sitemaps_lead_to_pages(site: Site) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {space}><sitemap><loc>{site.address}/s1.xml</loc></sitemap></sitemapindex>"
    listed = "".join(f"<url><loc>{site.address}/{name}</loc></url>" for name in ("uno", "falta"))
    site.pages["/sitemap.xml"] = ("application/xml", f'<?xml version="1.0"?>{index}')
    site.pages["/s1.xml"] = ("application/xml", f'<?xml version="1.0"?><urlset {space}>{listed}</urlset>')
    site.pages["/uno"] = ("text/html", PAGE)
    good, missing = read_sources([f"{site.address}/sitemap.xml"], QUICK)
    assert isinstance(good, Found)
    assert isinstance(missing, Aside)
    assert missing.place == f"{site.address}/falta"


def _warc(packed: bool) -> bytes:
    records = []
    for url, page in (("mundo/lavrov", PAGE), ("portada", "<nav>Inicio</nav>"), ("foto.png", "x")):
        kind = "image/png" if url.endswith("png") else "text/html; charset=utf-8"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://diario.example/{url}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(map(gzip.compress, records) if packed else records)


def _pdf(lines: list[str]) -> bytes:
    """The smallest PDF that holds these lines."""
    drawn = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    body, starts = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
