"""Texts generated from the model: JSON schema, and the parameters cell of a notebook."""

import json
from typing import Any

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.params.coherence import OPTIONAL
from ffsu_eval.params.model import CityParameters, NotebookParameters

CELL_HEADING = (
    "# Paramètres : valeurs par défaut pour travailler dans JupyterLab ;\n"
    "# « make report » les remplace par celles de params/<ville>.yml."
)


def schema_text() -> str:
    """JSON schema of params/<city>.yml, as committed in params/schema.json."""
    schema = CityParameters.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def notebook_values(parameters: NotebookParameters) -> dict[str, Any]:
    """Plain values (text, numbers, lists) in the order of the model, as papermill takes them.

    Parameters that this type of mission does not read are left out.
    """
    kind = ENGAGEMENTS[parameters.engagement]
    left_out = set(OPTIONAL) - {*kind.needs, *kind.uses}
    if not kind.compares:
        left_out |= {"comparator_ratio", "comparator_count"}
    return parameters.model_dump(mode="json", exclude=left_out)


def parameters_cell(parameters: NotebookParameters) -> str:
    """Source of the parameters cell: one typed assignment with its description for each field."""
    lines = [CELL_HEADING]
    for name, value in notebook_values(parameters).items():
        field = NotebookParameters.model_fields[name]
        kind = "" if value is None else f": {type(value).__name__}"
        lines.append(f"{name}{kind} = {_literal(value)}  # {field.description}")
    return "\n".join(lines)


def _literal(value: Any) -> str:
    # json and Python agree on text, numbers and lists of text; accents stay readable
    return "None" if value is None else json.dumps(value, ensure_ascii=False)
