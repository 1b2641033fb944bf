"""List the benches, or run those that are named: `python -m bench [NAME [OPTION…]]`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence

import bench


def _benches() -> Iterator[tuple[str, str, Callable[[Sequence[str]], int]]]:
    """Find the modules of this package that have a `main`: name, first line, what runs it."""
    for found in sorted(pkgutil.iter_modules(bench.__path__), key=lambda each: each.name):
        if found.name == "__main__":
            continue
        module = importlib.import_module(f"bench.{found.name}")
        if hasattr(module, "main"):
            yield found.name, (module.__doc__ or "").split("\n")[0], module.main


def main(arguments: Sequence[str]) -> int:
    """Run the bench named first with the options after it; without a name, list all."""
    known = {name: (about, run) for name, about, run in _benches()}
    if not arguments:
        for name, (about, _) in known.items():
            print(f"{name:<16} {about}")
        return 0
    name, *options = arguments
    if name not in known:
        print(f"bench: no bench {name!r}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    return known[name][1](options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
