"""Commands that take the graph elsewhere: exports in the formats of other programs, measures."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from api.commands.errors import (
    USED_WRONG,
    CommandError,
    complain,
    graph_at_hand,
    settings_for,
    tell,
)


def export_graph(options: Namespace) -> int:
    """Write a view of the graph to a file, or list the formats."""
    from graph.export import ExportError, write
    from graph.measures import MeasureError
    from graph.versions import current

    if options.format is None:
        if options.output or options.view:
            raise CommandError("export: name the format: -f FORMAT", USED_WRONG)
        return _list_formats()
    if options.output is None:
        raise CommandError("export: name the file to write: -o FILE", USED_WRONG)
    with graph_at_hand():
        version = current(settings_for(options).graph)
    path = Path(options.output)
    try:
        write(
            version,
            options.format,
            path,
            options.view,
            measures=options.measures,
            progress=tell,
        )
    except (ExportError, MeasureError) as error:
        raise CommandError(str(error), USED_WRONG) from error
    except BrokenPipeError:
        raise  # not a fault: who reads has seen enough
    except OSError as error:
        missing = "" if path.parent.is_dir() else f"; make the folder {path.parent} first"
        why = error.strerror or error
        raise CommandError(f"{path}: not written: {why}{missing}") from error
    return 0


def analyse_network(options: Namespace) -> int:
    """Print the nodes of a network with their measures, the highest first."""
    from graph.measures import MEASURES, MeasureError, measured
    from graph.store import open_store
    from graph.views import ViewError, network, view_named

    if options.sort not in MEASURES:
        raise CommandError(f"--sort {options.sort}: one of {', '.join(MEASURES)}", USED_WRONG)
    if options.limit < 1:
        raise CommandError(f"--limit {options.limit}: 1 or more", USED_WRONG)
    try:
        view_named(options.view, "network")
        tell("opening the graph")
        with graph_at_hand():
            store = open_store(settings_for(options).graph)
        tell(f"taking the view {options.view}")
        taken, notes = measured(network(store, options.view), tell)
    except (ViewError, MeasureError) as error:
        raise CommandError(str(error), USED_WRONG) from error
    if notes.sampled:
        complain(f"betweenness is estimated from {notes.samples} of {notes.nodes} nodes")
    columns = ("label", "kind", *MEASURES, "iri")
    rows = zip(*(taken.nodes.column(name) for name in columns), strict=True)
    place = columns.index(options.sort)
    ordered = sorted(rows, key=lambda row: (-float(row[place] or 0), str(row[-1])))
    print(*columns, sep="\t")
    for row in ordered[: options.limit]:
        print(*row, sep="\t")
    return 0


def _list_formats() -> int:
    from graph.export import FORMATS

    for each in FORMATS.values():
        print(each.name, each.title, " ".join(each.views), sep="\t")
    return 0
