"""From plan texts to records: `read` a file, `extract` what it says, write it `to_json`."""

from extract.assemble import as_data, extract, to_json
from extract.record import PlanRecord
from extract.source import SourceText, UnreadableSource, read

__all__ = ["PlanRecord", "SourceText", "UnreadableSource", "as_data", "extract", "read", "to_json"]
