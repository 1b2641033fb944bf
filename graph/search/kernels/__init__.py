"""Kernels: the loops over all places of a word, all duties in what was found, all letters of it.

They are plain Python over arrays, and one question is answered by them as they are. Who answers
many has them compiled by numba first (`compiled`), to the same results. Compiled code is kept
beside these files, else in the cache of the user or where NUMBA_CACHE_DIR says; where nothing can
be written, each process compiles for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar, cast

from graph.search.arrays import Around, Array, Bytes, Flags, Weights
from graph.search.kernels.agencies import owners
from graph.search.kernels.snippets import hits, snippets
from graph.search.kernels.words import K1, together
from graph.search.kernels.writing import owners_json

__all__ = ["K1", "PLAIN", "Kernels", "compiled"]

Kernel = TypeVar("Kernel", bound=Callable[..., object])


class Kernels(NamedTuple):
    """All kernels, plain or compiled; see each for what it takes and gives."""

    together: Callable[
        [Array, Around, Array, Array, Weights, Array, Around, int, float, float],
        tuple[Array, Weights],
    ]
    owners: Callable[
        [Array, Weights, Array, Array, Flags, Flags, Flags, int, int, int],
        tuple[int, Array, Array, Array, int, Array],
    ]
    snippets: Callable[
        [Array, Array, Array, Array, Array, Array, Array, Array, Bytes], tuple[Bytes, Array]
    ]
    owners_json: Callable[[Array, Array, Bytes, Array, Bytes, Array, Bytes, Array], Bytes]


PLAIN = Kernels(together, owners, snippets, owners_json)


@cache
def compiled() -> Kernels:
    """Return the kernels compiled, for all arrays that an index may hold: no question waits."""
    from numba import types as t
    from numba.extending import register_jitable

    register_jitable(hits)  # which `snippets` calls

    def array(of: t.Type, dimensions: int = 1) -> t.Type:
        return t.Array(of, dimensions, "C", readonly=True)

    flags, numbers, weights = array(t.boolean), array(t.int64), array(t.float64)
    small, number, weight = array(t.int32), t.int64, t.float64
    rows, data = array(t.int64, 2), array(t.uint8)
    limits = (number, number, number)
    return Kernels(
        _compiled(
            together,
            *(
                (
                    *(small, array(word, 2), small, small, weights),
                    *(numbers, array(word), number, weight, weight),
                )
                for word in (t.uint16, t.int32)
            ),
        ),
        _compiled(owners, (numbers, weights, numbers, small, flags, flags, flags, *limits)),
        _compiled(
            snippets,
            (numbers, numbers, numbers, small, small, small, numbers, small, data),
        ),
        _compiled(owners_json, (rows, rows, data, numbers, data, numbers, data, numbers)),
    )


def _compiled(kernel: Kernel, *signatures: object) -> Kernel:
    """Compile a kernel for signatures of numba's, or take what is kept of it."""
    from numba import njit

    try:
        return cast(Kernel, njit(list(signatures), cache=True)(kernel))
    except RuntimeError:  # nothing can be kept anywhere
        return cast(Kernel, njit(list(signatures))(kernel))
