"""What is read from files, and what is refused with file and line."""

import json
import re
from pathlib import Path

import pytest
from cabos.graph.errors import BadInput, NotFound, TooLarge
from cabos.ingest import article_from_text, read_articles
from cabos.ingest.articles import MAX_TEXT


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_file_is_one_article_with_its_text_as_given(tmp_path: Path) -> None:
    path = write(tmp_path, "nota.txt", "Rusia apoya a Maduro.\r\n\nFin.")
    (article,) = read_articles(path)
    assert (article.id, article.text) == ("nota", "Rusia apoya a Maduro.\r\n\nFin.")


def test_jsonl_fields_and_their_other_names(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": "Uno.", "title": "T", "date": "2019-06-03", "url": "https://x.example/1", "source": "Diario"},
        {"id": "b", "text": "Dos.", "headline": "H", "link": "https://x.example/2", "author": "A"},
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)) + "\n\n")
    one, two = read_articles(path)
    assert (one.id, one.title, one.date, one.url, one.publisher) == (
        "7", "T", "2019-06-03", "https://x.example/1", "Diario",
    )  # fmt: skip
    assert (two.title, two.url, two.author) == ("H", "https://x.example/2", "A")


def test_same_url_is_the_same_article_whatever_its_text_says() -> None:
    first = article_from_text("Uno.", url="https://x.example/1")
    again = article_from_text("Uno, corregido.", url="https://x.example/1")
    other = article_from_text("Uno.", url="https://x.example/2")
    assert first.iri == again.iri != other.iri


def test_same_id_of_two_outlets_are_two_articles() -> None:
    assert article_from_text("x", id="1", publisher="A").iri != article_from_text("x", id="1", publisher="B").iri


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("empty.txt", "", "empty.txt"),
        ("blank.txt", "  \n", "blank.txt"),
        ("signs.txt", "-- 12 --", "signs.txt"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "binary"),
        ("empty.jsonl", "", "empty.jsonl"),
        ("broken.jsonl", '{"text": "Uno."}\n{"text": ', "broken.jsonl:2"),
        ("deep.jsonl", "[" * 100_000, "deep.jsonl:1"),
        ("long.jsonl", '{"text": "Uno.", "id": ' + "9" * 5000 + "}", "long.jsonl:1"),
        ("deep.json", "[" * 100_000, "deep.json"),
        ("number.jsonl", "3\n", "number.jsonl:1"),
        ("notext.jsonl", '{"id": "a"}\n', "notext.jsonl:1"),
        ("list.jsonl", '{"text": "Uno.", "title": ["a"]}\n', '"title" must be a string'),
        ("object.json", '{"text": "Uno."}', "a list of articles"),
        ("broken.json", "[{]", "broken.json: not JSON"),
        ("page.docx", "x", "unknown kind of file"),
    ],
)
def test_bad_input_is_named_with_its_place(tmp_path: Path, name: str, content: str | bytes, where: str) -> None:
    with pytest.raises(BadInput, match=re.escape(where)):
        list(read_articles(write(tmp_path, name, content)))


def test_good_lines_before_a_bad_one_are_handed_over(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "Uno."}\n{"text": "Dos."}\nno\n')
    articles = read_articles(path)
    assert [next(articles).text, next(articles).text] == ["Uno.", "Dos."]
    with pytest.raises(BadInput, match=r"a\.jsonl:3"):
        next(articles)


def test_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no\.txt"):
        list(read_articles(tmp_path / "no.txt"))


def test_twenty_megabytes_are_no_article(tmp_path: Path) -> None:
    path = write(tmp_path, "big.txt", b"palabra " * 2_500_000)
    with pytest.raises(BadInput, match=r"big\.txt: 20,000,000 bytes"):
        list(read_articles(path))
    with pytest.raises(TooLarge, match=f"{MAX_TEXT:,}"):
        article_from_text("a" * (MAX_TEXT + 1))
