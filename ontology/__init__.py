"""What the program knows before it reads: document kinds, agencies, cue phrases, all as Turtle.

This package is the only code that knows the names of its Turtle files. Everything it returns is
frozen and read once; a file that cannot be read raises `OntologyError`, which names file and line.
"""

from ontology.alternation import alternation
from ontology.catalogue import kinds, register, slug
from ontology.changes import (
    ChangeEvent,
    ChangeKind,
    Changes,
    Function,
    FunctionTransfer,
    LegalBasis,
    changes,
)
from ontology.model import CITY, PROVINCE, Agency, DocumentKind, Issuer, Province, Register, Unit
from ontology.phrases import cues, patterns
from ontology.publication import audit_shapes, published, shapes
from ontology.tiers import Tier, tiers
from ontology.turtle import OntologyError

__all__ = [
    "CITY",
    "PROVINCE",
    "Agency",
    "ChangeEvent",
    "ChangeKind",
    "Changes",
    "DocumentKind",
    "Function",
    "FunctionTransfer",
    "Issuer",
    "LegalBasis",
    "OntologyError",
    "Province",
    "Register",
    "Tier",
    "Unit",
    "alternation",
    "audit_shapes",
    "changes",
    "cues",
    "kinds",
    "patterns",
    "published",
    "register",
    "shapes",
    "slug",
    "tiers",
]
