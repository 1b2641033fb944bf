"""Arrays of an index: numbers and words kept as blobs in its file, to be held in memory whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.signedinteger[Any]]
Around: TypeAlias = NDArray[np.integer[Any]]
Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]
Weights: TypeAlias = NDArray[np.float64]

_TYPE = np.dtype("<i4")


def packed(values: Iterable[int]) -> bytes:
    """Write whole numbers as a blob, the same on every machine."""
    return np.fromiter(values, _TYPE).tobytes()


def unpacked(blob: bytes) -> Array:
    """Read what `packed` wrote."""
    return np.frombuffer(blob, _TYPE).astype(np.int32, copy=False)


def starts(numbers: Array, count: int) -> Array:
    """Say where each number below ``count`` begins in sorted ``numbers``, and where the last ends.

    So those that are n stand from ``starts[n]`` to ``starts[n + 1]``.
    """
    return np.searchsorted(numbers, np.arange(count + 1))


def firsts(numbers: Array) -> Array:
    """Say where in sorted ``numbers`` each different one stands first."""
    new = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return new.nonzero()[0]


def flags(numbers: Array, count: int) -> Flags:
    """Flag those of ``count`` things that are numbered."""
    flagged = np.zeros(count, bool)
    flagged[numbers] = True
    return flagged
