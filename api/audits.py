"""/api/audit: what breaks a rule of how plans are to be written, each find with its evidence."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api import models
from api.paging import Paged
from api.queries import answered, described
from api.service import Served
from graph.questions import Question, audits

router = APIRouter(prefix="/api/audit", tags=["audits"])


class Audit(models.Query):
    """A named query that holds documents to a rule: what it finds, and whence the rule."""

    definition: str
    definition_en: str
    source: str


class Audits(BaseModel):
    """All audits."""

    items: list[Audit]


class AuditAnswer(models.QueryAnswer, Audit):
    """What an audit found: rows as a named query gives them."""


@router.get("", response_model=Audits)
def list_audits() -> dict[str, Any]:
    """List the audits, each with the rule that it holds documents to."""
    return {"items": [described(each) | stated_rule(each) for each in audits()]}


@router.get("/{name}", response_model=AuditAnswer)
def audit(service: Served, page: Paged, request: Request, name: str) -> dict[str, Any]:
    """Say what an audit finds; each of its parameters is a parameter here.

    A document is given by number or IRI, an agency by name, symbol, slug or IRI.
    """
    asked, answer = answered(service, page, request, name, among=audits())
    return answer | stated_rule(asked)


def stated_rule(each: Question) -> dict[str, Any]:
    """Give the rule of an audit the shape of its answer."""
    rule = each.rule
    return {
        "definition": rule.definition_vi if rule else "",
        "definition_en": rule.definition_en if rule else "",
        "source": rule.source if rule else "",
    }
