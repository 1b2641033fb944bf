"""What is ready to be sent: agencies and tasks as JSON, joined to the owners of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from graph.search.arrays import Array, Bytes
from graph.search.duties import Shares
from graph.search.kernels import PLAIN, Kernels
from graph.search.snippets import Texts


class Ready:
    """Agencies and tasks as JSON, by their numbers; nothing in it changes, so threads may share it.

    ``tasks`` are whole; as they stand below an owner, they are brief (see `graph.search.facts`).
    """

    def __init__(
        self,
        agencies: Iterable[bytes],
        tasks: Iterable[tuple[bytes, bytes]],
        texts: Texts,
        kernels: Kernels = PLAIN,
    ) -> None:
        """Take the JSON of agencies and of tasks, and the texts of these."""
        rows = tuple(tasks)
        self.tasks = tuple(whole for whole, _ in rows)
        self._agencies, self._agency_begins = _joined(agencies)
        self._briefs, self._brief_begins = _joined(brief for _, brief in rows)
        self._texts = texts
        self._kernels = kernels

    def brief(self, task: int) -> bytes:
        """Return a task as it stands below an owner."""
        begins = self._brief_begins.data
        return bytes(self._briefs.data[begins[task] : begins[task + 1]])

    def owners(self, shares: Shares, sought: Sequence[str]) -> memoryview:
        """Return owners as JSON with commas between; the bare words ``sought`` are marked."""
        snippets, ends = self._texts.snippets(sought, shares.shown)
        return self._kernels.owners_json(
            shares.counts,
            shares.named,
            snippets,
            ends,
            self._agencies,
            self._agency_begins,
            self._briefs,
            self._brief_begins,
        ).data


def _joined(pieces: Iterable[bytes]) -> tuple[Bytes, Array]:
    """Return pieces as one, and where in it each begins and the last ends."""
    held = tuple(pieces)
    sizes = np.fromiter(map(len, held), np.int64, len(held))
    return np.frombuffer(b"".join(held), np.uint8), np.append(0, sizes.cumsum())
