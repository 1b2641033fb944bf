"""The shapes of answers, as the service promises them; one module a resource.

Every ``quote`` is ``text[start:end]`` of the document's text as received, unrepaired; ``start`` and
``end`` count Unicode code points.
"""

from api.models.agencies import (
    Agencies,
    AgencyAnswer,
    CountedAgency,
)
from api.models.documents import (
    Attached,
    Citation,
    Citations,
    Document,
    DocumentCitations,
    Documents,
    Span,
    Text,
)
from api.models.queries import (
    ExportFormat,
    Exports,
    Queries,
    Query,
    QueryAnswer,
    QueryParameter,
)
from api.models.references import (
    Agency,
    AgencyName,
    Basis,
    DocumentReference,
    Evidence,
    Role,
)
from api.models.succession import (
    Change,
    Function,
    Holder,
    LegalBasis,
    Succession,
)
from api.models.targets import (
    Indicator,
    Target,
    Targets,
)
from api.models.tasks import (
    Deadline,
    Duty,
    Product,
    Task,
    TaskEvidence,
    Tasks,
)
from api.models.who import (
    BriefTask,
    BriefTasks,
    OwnedTask,
    Owner,
    Snippet,
    WhoAnswer,
)

__all__ = [
    "Agencies",
    "Agency",
    "AgencyAnswer",
    "AgencyName",
    "Attached",
    "Basis",
    "BriefTask",
    "BriefTasks",
    "Change",
    "Citation",
    "Citations",
    "CountedAgency",
    "Deadline",
    "Document",
    "DocumentCitations",
    "DocumentReference",
    "Documents",
    "Duty",
    "Evidence",
    "ExportFormat",
    "Exports",
    "Function",
    "Holder",
    "Indicator",
    "LegalBasis",
    "OwnedTask",
    "Owner",
    "Product",
    "Queries",
    "Query",
    "QueryAnswer",
    "QueryParameter",
    "Role",
    "Snippet",
    "Span",
    "Succession",
    "Target",
    "Targets",
    "Task",
    "TaskEvidence",
    "Tasks",
    "Text",
    "WhoAnswer",
]
