"""/health: whether the service answers, and from what."""

from __future__ import annotations

from fastapi import APIRouter

from api.service import Served

router = APIRouter(tags=["operation"])


@router.get("/health")
def health(service: Served) -> dict[str, str | int]:
    """Say which graph is served."""
    manifest = service.version.manifest()
    return {
        "status": "ok",
        "version": service.version.name,
        "program": manifest["program"],
        **manifest["counts"],
    }
