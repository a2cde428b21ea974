"""From params/<city>.yml to the typed model, every fault named with its line."""

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ffsu_eval.errors import ParameterError
from ffsu_eval.params.coherence import coherence_faults
from ffsu_eval.params.model import CityParameters, EngagementParameters
from ffsu_eval.params.strict_yaml import Document, read_yaml

Model = TypeVar("Model", bound=BaseModel)
CITY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

REASONS = {
    "missing": "clé obligatoire absente",
    "string_type": "texte attendu",
    "string_too_short": "texte vide",
    "string_too_long": "texte trop long",
    "string_pattern_mismatch": "forme non admise",
    "engagement": "type de mission inconnu",
    "literal_error": "valeur hors de la liste admise",
    "int_type": "nombre entier attendu",
    "float_type": "nombre attendu",
    "date_type": "date attendue (AAAA-MM-JJ ou JJ/MM/AAAA)",
    "too_short": "liste vide",
    "tuple_type": "liste attendue",
    "dict_type": "groupe « clé : valeur » attendu",
    "model_type": "groupe « clé : valeur » attendu",
    "greater_than": "valeur trop petite : plus de {gt} attendu",
    "greater_than_equal": "valeur trop petite : au moins {ge} attendu",
    "less_than_equal": "valeur trop grande : au plus {le} attendu",
}


def known_cities(root: Path) -> list[str]:
    """Names of the files of params/, sorted."""
    return sorted(path.stem for path in (root / "params").glob("*.yml"))


def load_city(root: Path, city: str) -> CityParameters:
    """Parameters of one city; ``city`` is data from outside and is checked before any use."""
    cities = known_cities(root)
    if not city:
        raise ParameterError(
            f"CITY : indiquez une ville (make report CITY=…). Villes connues : {', '.join(cities)}"
        )
    if len(city) > 60 or not CITY_NAME.fullmatch(city):
        raise ParameterError(
            "CITY : nom de ville non admis (lettres minuscules sans accent, chiffres et tirets, "
            f"comme « saint-nazaire »). Villes connues : {', '.join(cities)}"
        )
    if city not in cities:
        near = difflib.get_close_matches(city, cities, n=1)
        hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
        raise ParameterError(
            f"CITY : aucun fichier params/{city}.yml.{hint} Villes connues : {', '.join(cities)}"
        )
    document = read_yaml(root / "params" / f"{city}.yml", f"params/{city}.yml")
    parameters = parse(CityParameters, document)
    faults = coherence_faults(parameters)
    if faults:
        lines = [
            f"{document.file}, ligne {document.line(place)} : {'.'.join(place[1:])} : {reason}"
            for place, reason in faults
        ]
        raise ParameterError("\n".join(lines))
    return parameters


def load_engagement(city: str, parameters: CityParameters, engagement: str) -> EngagementParameters:
    """Parameters of one engagement of the city; raises ParameterError when it is not asked for."""
    asked = {str(key): value for key, value in parameters.engagements.items()}
    if engagement not in asked:
        raise ParameterError(
            f"ENGAGEMENT : mission absente de params/{city}.yml. "
            f"Missions demandées : {', '.join(sorted(asked))}"
        )
    return asked[engagement]


def parse(model: type[Model], document: Document) -> Model:
    """Validate a document; all faults are reported together, one line each."""
    if not isinstance(document.content, dict):
        raise ParameterError(f"{document.file} : fichier vide ou sans « clé : valeur »")
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        faults = [_explain(model, document, fault) for fault in error.errors()]
        raise ParameterError("\n".join(dict.fromkeys(faults))) from error


def _explain(model: type[BaseModel], document: Document, fault: Any) -> str:
    # pydantic ends the location of a wrong dictionary key with "[key]", which is not in the file
    location = tuple(part for part in fault["loc"] if part != "[key]")
    name = ".".join(str(part) for part in location) or "le fichier"
    where = f"{document.file}, ligne {document.line(location)}"
    if fault["type"] == "extra_forbidden":
        siblings = _fields_at(model, location[:-1])
        near = difflib.get_close_matches(str(location[-1]), siblings, n=1, cutoff=0.5)
        admitted = ", ".join(siblings)
        hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else f" (clés admises : {admitted})"
        return f"{where} : clé inconnue « {location[-1]} »{hint}"
    if fault["type"] == "value_error":
        return f"{where} : {name} : {fault['ctx']['error']}"
    reason = REASONS.get(fault["type"], "valeur non admise").format(**fault.get("ctx", {}))
    return f"{where} : {name} : {reason}"


def _fields_at(model: type[BaseModel], location: tuple[Any, ...]) -> list[str]:
    """Names that are admitted at this place of the tree, for the did-you-mean."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for part in location:
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part) or node.get("additionalProperties", {})
        reference = node.get("$ref")
        if reference:
            node = schema["$defs"][reference.rsplit("/", 1)[-1]]
    return list(node.get("properties", {}))
