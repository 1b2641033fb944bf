"""Named queries and exports."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class QueryParameter(BaseModel):
    """What a named query can be told; `default` is a term in SPARQL."""

    name: str
    type: str
    description: str
    default: str | None


class Query(BaseModel):
    """A named query, titled in Vietnamese and in English."""

    name: str
    title: str
    title_en: str
    parameters: list[QueryParameter]


class Queries(BaseModel):
    """All named queries."""

    items: list[Query]


class QueryAnswer(Query):
    """Some of the `total` rows that a named query gives, each by the names of the variables."""

    variables: list[str]
    total: int
    rows: list[dict[str, str | bool | int | float | None]]


class ExportFormat(BaseModel):
    """A format of /api/export: what it holds, and the views that it can hold, the default first."""

    name: str
    title: str
    media_type: str
    holds: Literal["graph", "network", "table"]
    views: list[str]


class Exports(BaseModel):
    """All formats in which the graph can be had."""

    formats: list[ExportFormat]
