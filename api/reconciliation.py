"""/reconcile: the Reconciliation Service API 0.2 (W3C community group), as OpenRefine speaks it.

The manifest, batches of queries, suggestions as one types, and the extension of data by what is
known of what was matched. An entity's id is its IRI after the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version as installed
from typing import Annotated, Any, Literal, Self, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.asgi import origin, parameters, read_body
from api.problems import ProblemError, problem
from api.service import Served, Service
from graph.reconcile import PROPERTIES, TYPES, Candidate, Entity
from graph.terms import CT

router = APIRouter(prefix="/reconcile", tags=["reconciliation"])

_FEW, _MANY = 5, 50
_LARGEST_BATCH = 1 << 20
_SECONDS = 30.0
_FORM = "application/x-www-form-urlencoded"


class _Property(BaseModel):
    """A property that candidates should have."""

    pid: str
    v: Any


class _Query(BaseModel):
    """One query of a batch."""

    model_config = ConfigDict(extra="forbid")

    query: str | None = Field(default=None, max_length=1000)
    type: str | list[str] | None = None
    limit: float | None = Field(default=None, allow_inf_nan=False)
    properties: list[_Property] = []
    type_strict: Literal["any", "should", "all"] | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.query is None and not self.properties:
            raise PydanticCustomError("nothing_asked", "give a query or properties")
        return self


class _Wanted(BaseModel):
    """A property to add."""

    id: str


class _Extension(BaseModel):
    """What is to be known of which entities."""

    ids: list[str]
    properties: list[_Wanted]


_BATCH = TypeAdapter(dict[str, _Query])
_EXTENSION = TypeAdapter(_Extension)


@router.get("")
@router.post("")
async def reconcile(service: Served, request: Request) -> JSONResponse:
    """Answer `queries` or `extend`, as parameters or as a form; without either, the manifest."""
    given = dict(parameters(request.scope["query_string"]))
    if request.method == "POST":
        if not request.headers.get("content-type", "").startswith(_FORM):
            raise ProblemError(problem("unsupported-media-type", f"send {_FORM}"))
        body = await read_body(request.scope, request.receive, _LARGEST_BATCH, _SECONDS)
        given |= dict(parameters(body))
    if "queries" in given:
        batch = _read(_BATCH, given["queries"])
        return JSONResponse(await run_in_threadpool(_reconciled, service, batch))
    if "extend" in given:
        extension = _read(_EXTENSION, given["extend"])
        return JSONResponse(await run_in_threadpool(_extended, service, extension))
    return JSONResponse(_manifest(service, origin(request.scope)))


Prefix = Annotated[str, Query(max_length=200)]
Cursor = Annotated[int, Query(ge=0, le=10_000)]


@router.get("/suggest/entity")
def suggest_entity(service: Served, prefix: Prefix, cursor: Cursor = 0) -> JSONResponse:
    """Suggest entities whose names begin so."""
    found = service.reconciler().beginning(prefix, cursor + _MANY)[cursor:]
    return JSONResponse(
        {
            "result": [
                {
                    "id": each.id,
                    "name": each.name,
                    "description": each.description,
                    "notable": [_type(each.type)],
                }
                for each in found
            ]
        }
    )


@router.get("/suggest/type")
def suggest_type(prefix: Prefix = "") -> JSONResponse:
    """Suggest types."""
    return JSONResponse({"result": _beginning(TYPES.items(), prefix)})


@router.get("/suggest/property")
def suggest_property(prefix: Prefix = "") -> JSONResponse:
    """Suggest properties."""
    known = [pair for properties in PROPERTIES.values() for pair in properties.items()]
    return JSONResponse({"result": _beginning(known, prefix)})


@router.get("/properties")
def propose_properties(type: str = "", limit: Annotated[int, Query(ge=1)] = _MANY) -> JSONResponse:
    """Propose properties to add to entities of a type."""
    known = PROPERTIES.get(_properties_of(type), {})
    shown = [{"id": id_, "name": name} for id_, name in known.items()][:limit]
    return JSONResponse({"type": type, "limit": limit, "properties": shown})


def _manifest(service: Service, address: str) -> dict[str, Any]:
    here = f"{address}/reconcile"
    return {
        "versions": ["0.2"],
        "name": "Chủ Trì: cơ quan và văn bản (agencies and documents of Vietnam's plans)",
        "identifierSpace": service.base,
        "schemaSpace": CT.iri,
        "documentation": f"{address}/docs",
        "serviceVersion": installed("chutri"),
        "view": {"url": f"{address}/{{{{id}}}}"},
        "defaultTypes": [_type(id_) for id_ in TYPES],
        "suggest": {
            name: {"service_url": here, "service_path": f"/suggest/{name}"}
            for name in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _reconciled(service: Service, batch: Mapping[str, _Query]) -> dict[str, Any]:
    return {key: {"result": _candidates(service, asked)} for key, asked in batch.items()}


def _candidates(service: Service, asked: _Query) -> list[dict[str, Any]]:
    types = [asked.type] if isinstance(asked.type, str) else asked.type or []
    unknown = [type_ for type_ in types if type_ not in TYPES]
    if unknown:
        detail = f"no type {unknown[0]!r}; there are: {', '.join(TYPES)}"
        raise ProblemError(problem("bad-parameter", detail))
    found = service.reconciler().candidates(
        asked.query or "",
        types,
        max(1, min(_MANY, int(asked.limit or _FEW))),
        [(each.pid, _values(each.v)) for each in asked.properties],
    )
    return [_candidate(each) for each in found]


def _candidate(found: Candidate) -> dict[str, Any]:
    return {
        "id": found.entity.id,
        "name": found.entity.name,
        "description": found.entity.description,
        "type": [_type(found.entity.type)],
        "score": found.score,
        "features": [{"id": "name", "value": found.name_score}],
        "match": found.match,
    }


def _extended(service: Service, asked: _Extension) -> dict[str, Any]:
    entities = service.reconciler().entities
    names = {id_: name for known in PROPERTIES.values() for id_, name in known.items()}
    wanted = [each.id for each in asked.properties if each.id in names]
    return {
        "meta": [{"id": id_, "name": names[id_]} for id_ in wanted],
        "rows": {id_: _row(entities.get(id_), wanted) for id_ in asked.ids},
    }


def _row(entity: Entity | None, wanted: Iterable[str]) -> dict[str, list[dict[str, str | int]]]:
    return {
        name: [_cell(value) for value in entity.values(name)] if entity else [] for name in wanted
    }


def _cell(value: str | int) -> dict[str, str | int]:
    return {"int": value} if isinstance(value, int) else {"str": value}


def _values(given: Any) -> list[str]:
    """Return the values wanted of a property: plain ones, or the names of entities."""
    several = given if isinstance(given, list) else [given]
    return [
        str(each.get("name", each.get("id"))) if isinstance(each, dict) else str(each)
        for each in several
    ]


def _beginning(known: Iterable[tuple[str, str]], prefix: str) -> list[dict[str, str]]:
    sought = prefix.casefold()
    return [
        {"id": id_, "name": name}
        for id_, name in known
        if id_.startswith(sought) or sought in name.casefold()
    ]


def _type(id_: str) -> dict[str, str]:
    return {"id": id_, "name": TYPES[id_]}


def _properties_of(type_: str) -> str:
    return type_.partition("-")[0]


T = TypeVar("T")


def _read(adapter: TypeAdapter[T], text: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        detail = f"{place}: {wrong['msg']}" if place else wrong["msg"]
        raise ProblemError(problem("bad-parameter", detail)) from error
