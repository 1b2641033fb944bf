"""Commands over a whole graph: to build it, to validate it, to serve it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from api.commands.errors import (
    FOUND_WRONG,
    USED_WRONG,
    CommandError,
    complain,
    graph_at_hand,
    settings_for,
)


def build_graph(options: Namespace) -> int:
    """Make the graph; what had to be left out is named, and the status says so."""
    from graph.build import BuildError, CorpusError, build

    def progress(done: int, of: int, name: str) -> None:
        print(f"[{done}/{of}] {name}", file=sys.stderr)

    try:
        report = build(
            Path(options.corpus), Path(options.output), jobs=options.jobs, progress=progress
        )
    except CorpusError as error:
        raise CommandError(str(error), USED_WRONG) from error
    except BuildError as error:
        raise CommandError(str(error)) from error
    for left_out in report.left_out:
        complain(f"left out: {left_out.source}: {left_out.reason}")
    print(f"{report.version.directory}: {report.documents} documents, {report.quads} statements")
    return FOUND_WRONG if report.left_out else 0


def validate_graph(options: Namespace) -> int:
    """Name each violation of the shapes on a line of its own."""
    from graph.validate import validate

    with graph_at_hand():
        report = validate(settings_for(options).graph)
    for violation in report.violations:
        print(violation.node, violation.path or "", violation.message, sep="\t")
    if not report.conforms:
        complain(f"{len(report.violations)} violations in {report.triples} triples")
        return FOUND_WRONG
    print(f"conforms: {report.triples} triples")
    return 0


def serve_tools(options: Namespace) -> int:
    """Serve tools for language models over stdin and stdout, or over HTTP, until interrupted."""
    from api.service import open_service

    try:
        from api.mcp_server import create_server
    except ModuleNotFoundError as error:
        raise CommandError(
            f"mcp needs {error.name}; install it with: pip install 'chutri[mcp]'", USED_WRONG
        ) from error
    settings = settings_for(options)
    with graph_at_hand():
        server = create_server(open_service(settings.graph))
    if options.http:
        complain(f"serving {settings.graph} at http://{settings.host}:{settings.port}/mcp")
        server.run("streamable-http", host=settings.host, port=settings.port)
    else:
        server.run("stdio")
    return 0


def serve_graph(options: Namespace) -> int:
    """Serve until interrupted."""
    from api.app import create_app
    from api.server import run

    settings = settings_for(options)
    with graph_at_hand():
        application = create_app(settings)
    complain(f"serving {settings.graph} at http://{settings.host}:{settings.port}/")
    run(application, settings)
    return 0
