"""Stores: a SPARQL server by its URL answers like a build in this process."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

from graph.store import OxigraphStore, RemoteStore, StoreError, open_store, plain
from graph.versions import NoGraphError

DATA = """
<x:dataset> <http://www.w3.org/ns/dcat#version> "3f2a" <x:g1> .
<x:s> <x:p> "Sở"@vi <x:g1> .
<x:s> <x:q> "8.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <x:g2> .
"""
FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@pytest.fixture
def local():
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.N_QUADS)
    return OxigraphStore(store, "3f2a")


@pytest.fixture
def url():
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.N_QUADS)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"])).decode()
            try:
                answer = store.query(query, use_default_graph_as_union=True)
            except SyntaxError as error:
                self.send_error(400, "Bad query", str(error))
                return
            body = answer.serialize(format=FORMATS[self.headers["Accept"]])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_remote_store_answers_like_a_local_one(local, url):
    remote = open_store(url)
    assert isinstance(remote, RemoteStore)
    assert remote.version == local.version == "3f2a"
    assert remote.graphs() == local.graphs() == ("x:g1", "x:g2")
    query = "SELECT ?p ?o WHERE { <x:s> ?p ?o } ORDER BY ?p"
    assert remote.select(query) == local.select(query)
    assert list(remote.select(query)) == [{"p": "x:p", "o": "Sở"}, {"p": "x:q", "o": 8.5}]
    construct = "CONSTRUCT { <x:s> ?p ?o } WHERE { <x:s> ?p ?o }"
    assert set(remote.construct(construct)) == set(local.construct(construct))
    assert remote.ask("ASK { <x:s> ?p ?o }") is local.ask("ASK { <x:s> ?p ?o }") is True


def test_a_bad_query_is_a_syntax_error_everywhere(local, url):
    for store in (local, open_store(url)):
        with pytest.raises(SyntaxError):
            store.select("SELECT WHERE")


def test_a_query_of_another_form_is_refused(local):
    with pytest.raises(StoreError, match="no SELECT"):
        local.select("ASK {}")
    with pytest.raises(StoreError, match="no ASK"):
        local.ask("SELECT * {}")
    with pytest.raises(StoreError, match="no CONSTRUCT"):
        local.construct("ASK {}")


def test_a_server_that_does_not_answer_is_named():
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/sparql"):
        open_store("http://127.0.0.1:9/sparql").ask("ASK {}")


def test_a_directory_without_a_graph_is_named(tmp_path):
    with pytest.raises(NoGraphError, match="chutri build"):
        open_store(tmp_path)


def test_terms_become_plain_values():
    assert plain(ox.Literal(7)) == 7
    assert plain(ox.Literal(True)) is True
    assert plain(ox.NamedNode("x:s")) == "x:s"
    assert plain(ox.Literal("2025", datatype=ox.NamedNode("x:year"))) == "2025"
    assert plain(None) is None
