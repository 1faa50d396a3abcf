"""``/ask`` and ``cabos ask``: what a question is answered with, and what is said of one that is not understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cabos.api.cli.program import run
from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def asked(client: TestClient, q: str) -> Any:
    response = client.get("/ask", params={"q": q})
    assert response.status_code == 200, response.text
    return response.json()


def test_who(client: TestClient) -> None:
    answer = asked(client, "¿Quién apoya a Guaidó?")
    assert answer["understood"] == "¿Quién apoya a Juan Guaidó?"
    assert answer["answer"] == "Donald Trump."
    assert [one["label"] for one in answer["found"]] == ["Donald Trump"]
    assert answer["statements"][0]["sentence"]["text"] == "Donald Trump apoya abiertamente a Juan Guaidó."


def test_the_query_runs_as_it_stands(client: TestClient) -> None:
    for q in (
        "¿Quién apoya a Maduro?",
        "¿Cómo están conectados Rostec y Nicolás Maduro?",
        "¿Qué países hay?",
        "¿Quién es Rostec?",
    ):
        answer = asked(client, q)
        rows = client.get("/sparql", params={"query": answer["sparql"]}).json()["results"]["bindings"]
        assert rows
        if not answer["paths"]:
            assert [row["name" if "name" in row else "from"]["value"] for row in rows] == [
                row["name" if "name" in row else "from"] for row in answer["rows"]
            ]


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("¿Apoya Trump a Guaidó?", "Sí."),
        ("¿Ha amenazado Rusia a Venezuela?", "No: se desmiente."),
        ("¿Sancionó Trump a Venezuela?", "Solo como posibilidad."),
        ("¿Apoya Rostec a Guaidó?", "Ningún artículo lo dice."),
        ("Does Russia support Maduro?", "Yes."),
    ],
)
def test_yes_no_denied_and_possible_are_told_apart(client: TestClient, q: str, words: str) -> None:
    assert asked(client, q)["answer"].startswith(words)


def test_what_is_denied_or_possible_is_no_answer_to_who(client: TestClient) -> None:
    answer = asked(client, "¿Quién amenaza a Venezuela?")
    assert answer["found"] == []
    assert "¿Quién no amenaza a Venezuela?" in answer["near_questions"]
    assert asked(client, "¿Quién no amenaza a Venezuela?")["found"][0]["label"] == "Rusia"
    assert asked(client, "¿Quién podría sancionar a Venezuela?")["found"][0]["label"] == "Donald Trump"


def test_who_says_it_and_who_denies_it(client: TestClient) -> None:
    assert asked(client, "¿Quién niega que Rusia haya amenazado a Venezuela?")["answer"].startswith(
        "Lo desmienten: Rusia."
    )
    assert asked(client, "¿Quién dice que Trump sancionó a Venezuela?")["answer"].startswith(
        "Lo dan por posible: Rusia."
    )


def test_what_is_not_understood_is_said(client: TestClient) -> None:
    answer = asked(client, "¿Quién baila con Guaidó?")
    assert (answer["answer"], answer["not_understood"]) == (None, ["baila"])
    for near in answer["near_questions"]:
        assert asked(client, near)["rows"], near
    assert answer["near_questions"]


def test_a_name_that_no_article_has(client: TestClient) -> None:
    answer = asked(client, "¿Quién apoya a Gaido?")
    assert answer["unknown_names"] == [{"name": "Gaido", "near": ["Juan Guaidó"]}]
    assert answer["near_questions"][0] == "¿Quién apoya a Juan Guaidó?"


def test_what_an_aside_says_is_left_out_and_told(client: TestClient) -> None:
    answer = asked(client, "¿Quién acusó a Guaidó de apoyar un golpe?")
    assert answer["found"][0]["label"] == "Nicolás Maduro"
    assert answer["set_aside"] == "de apoyar un golpe"


def test_dates_bound_the_answer(client: TestClient) -> None:
    assert asked(client, "¿Quién apoya a Guaidó en 2019?")["found"]
    assert asked(client, "¿Quién apoya a Guaidó en junio de 2019?")["found"]
    assert not asked(client, "¿Quién apoya a Guaidó desde 2020?")["found"]
    assert not asked(client, "¿Quién apoya a Guaidó antes de 2019?")["found"]


def test_forms(client: TestClient) -> None:
    q = {"q": "¿Quién apoya a Guaidó?"}
    assert client.get("/ask", params=q, headers={"Accept": "text/csv"}).text.startswith("name,who,status,day,")
    page = client.get("/ask", params=q, headers=PAGE)
    assert page.headers["content-type"].startswith("text/html")
    assert "Donald Trump" in page.text and "SELECT ?name" in page.text
    drawing = client.get("/ask/drawing", params=q)
    assert "sandbox allow-scripts" in drawing.headers["content-security-policy"]
    assert "Donald Trump" in drawing.text


def test_bad_questions(client: TestClient) -> None:
    assert client.get("/ask").status_code == 400
    assert client.get("/ask", params={"q": "x" * 501}).status_code == 422
    assert client.get("/ask", headers=PAGE).status_code == 200
    assert client.get("/ask/drawing", params={"q": "¿?"}).status_code == 400
    assert client.get("/ask", params={"q": "¿?¡!"}).json()["understood"] is None


def test_the_page_needs_no_script(client: TestClient) -> None:
    page = client.get("/ask", params={"q": "¿Quién apoya a Maduro?"}, headers=PAGE).text
    assert '<h1 id="gist">Rusia.</h1>' in page
    assert "<mark>respalda</mark>" in page


def test_command(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "¿Quién apoya a Guaidó?", "--store", str(store)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Donald Trump.") and "understood as: ¿Quién apoya a Juan Guaidó?" in err
    assert run(["ask", "¿Quién apoya a Guaidó?", "--format", "json", "--store", str(store)]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == "Donald Trump."
    assert run(["ask", "¿Quién apoya a Guaidó?", "--format", "csv", "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("name,who,status,")
    assert run(["ask", "¿Quién apoya a Guaidó?", "--sparql", "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("SELECT ?name ?who")


def test_command_that_finds_nothing(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "¿Quién baila con Guaidó?", "--store", str(store)]) == 1
    err = capsys.readouterr().err
    assert "not understood: baila" in err and "¿Quién apoya a Juan Guaidó?" in err
    assert run(["ask", "¿Quién apoya a Suiza?", "--store", str(store)]) == 1


@pytest.mark.parametrize(("width", "least"), [(1440, 500), (360, 300)])
def test_the_picture_fills_its_place(open_page: Callable[..., Any], address: str, width: int, least: int) -> None:
    watched = open_page(width=width, height=800)
    watched.page.goto(f"{address}/ask?q=¿Quién apoya a Guaidó?")
    box = watched.page.locator(".picture iframe").bounding_box()
    assert box is not None
    assert box["width"] >= least
    assert box["height"] >= 300
