"""What the Reconciliation Service API 0.2 (W3C community group) asks of answers, as JSON Schema."""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


def thing(required: tuple[str, ...], exact: bool = False, **properties: Schema) -> Schema:
    """An object with these properties, and with no others where it is to be exact."""
    shape: Schema = {"type": "object", "properties": properties, "required": list(required)}
    return shape | {"additionalProperties": False} if exact else shape


def several(of: Schema, **rules: Any) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": of, **rules}


def keyed(of: Schema) -> Schema:
    """An object that has such things under any keys."""
    return {"type": "object", "additionalProperties": of}


NAMED = thing(("id", "name"), id=TEXT, name=TEXT)
TYPE_OF = {"anyOf": [thing(("id",), id=TEXT, name=TEXT), TEXT]}
ADDRESS = thing((), service_url=TEXT, service_path=TEXT)
TEMPLATE = {"type": "string", "pattern": r"\{\{id\}\}"}

MANIFEST = thing(
    ("versions", "name", "identifierSpace", "schemaSpace"),
    versions=several(TEXT, contains={"const": "0.2"}),
    name=TEXT,
    identifierSpace=TEXT,
    schemaSpace=TEXT,
    documentation=TEXT,
    serviceVersion=TEXT,
    view=thing(("url",), url=TEMPLATE),
    defaultTypes=several(NAMED, uniqueItems=True),
    suggest=thing((), exact=True, entity=ADDRESS, type=ADDRESS, property=ADDRESS),
    extend=thing((), propose_properties=ADDRESS, property_settings=several({"type": "object"})),
)

CANDIDATE = thing(
    ("id", "name", "score"),
    id=TEXT,
    name=TEXT,
    description=TEXT,
    score={"type": "number"},
    match={"type": "boolean"},
    type=several(TYPE_OF),
    features=several(
        thing((), id=TEXT, value={"anyOf": [{"type": "boolean"}, {"type": "number"}]})
    ),
)
RESULTS = keyed(thing(("result",), result=several(CANDIDATE)))

SUGGESTED = thing(("result",), result=several(NAMED))
SUGGESTED_ENTITIES = thing(
    ("result",),
    result=several(
        thing(("id", "name"), id=TEXT, name=TEXT, description=TEXT, notable=several(TYPE_OF))
    ),
)

PROPOSED = thing(("properties",), type=TEXT, limit={"type": "integer"}, properties=several(NAMED))
CELL = {
    "oneOf": [
        thing((), exact=True),
        thing(("id", "name"), exact=True, id=TEXT, name=TEXT, description=TEXT),
        thing(("str",), exact=True, str=TEXT),
        thing(("int",), exact=True, int={"type": "integer"}),
        thing(("float",), exact=True, float={"type": "number"}),
        thing(("date",), exact=True, date={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT"}),
    ]
}
EXTENSION = thing(("meta", "rows"), meta=several(NAMED), rows=keyed(keyed(several(CELL))))
