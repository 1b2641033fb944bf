"""/metrics: what the service counts, in the text format that Prometheus reads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from graph.pool import PoolState

CONTENT_TYPE = b"text/plain; version=0.0.4; charset=utf-8"

#: Upper bounds of the seconds that a request took.
BUCKETS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)

_STATES = {
    "workers": "Worker processes alive.",
    "idle": "Worker processes with nothing to do.",
    "quick": "Queries that run and are quick so far.",
    "slow": "Queries that run and are slow.",
    "waiting": "Queries that wait for their turn.",
}
_TOTALS = {
    "born": "Worker processes begun.",
    "killed": "Worker processes ended by the service.",
    "died": "Worker processes that have ended, in whatever way.",
}


class Metrics:
    """Counts requests by the part of the service that answered, and status."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._buckets: Counter[tuple[str, int]] = Counter()

    def count(self, part: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests[part, status] += 1
        self._seconds[part] += seconds
        self._buckets[part, bisect_left(BUCKETS, seconds)] += 1

    def text(self, state: PoolState | None) -> str:
        """Return all counts, those of the pool where there is one."""
        return "\n".join(self._lines(state)) + "\n"

    def _lines(self, state: PoolState | None) -> Iterator[str]:
        yield "# HELP chutri_requests_total Requests answered, by part of the service and status."
        yield "# TYPE chutri_requests_total counter"
        for (part, status), count in sorted(self._requests.items()):
            yield f'chutri_requests_total{{part="{part}",status="{status}"}} {count}'
        yield "# HELP chutri_request_seconds How long requests took."
        yield "# TYPE chutri_request_seconds histogram"
        for part in sorted({part for part, _ in self._requests}):
            total = 0
            for index, bound in enumerate(BUCKETS):
                total += self._buckets[part, index]
                yield f'chutri_request_seconds_bucket{{part="{part}",le="{bound:g}"}} {total}'
            count = sum(n for (name, _), n in self._requests.items() if name == part)
            yield f'chutri_request_seconds_bucket{{part="{part}",le="+Inf"}} {count}'
            yield f'chutri_request_seconds_sum{{part="{part}"}} {self._seconds[part]:.6f}'
            yield f'chutri_request_seconds_count{{part="{part}"}} {count}'
        if state is None:
            return
        for names, kind, suffix in ((_STATES, "gauge", ""), (_TOTALS, "counter", "_total")):
            for name, description in names.items():
                yield f"# HELP chutri_pool_{name}{suffix} {description}"
                yield f"# TYPE chutri_pool_{name}{suffix} {kind}"
                yield f"chutri_pool_{name}{suffix} {getattr(state, name)}"
