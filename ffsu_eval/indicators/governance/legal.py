"""GOV08, what the law asks of the local council, item by item."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.indicators.frames import need, need_unique, need_values, ratio, result

SATISFIED, UNSATISFIED, NOT_APPLICABLE = "satisfait", "non_satisfait", "sans_objet"
UNDOCUMENTED = "non_documente"
STATUSES = (SATISFIED, UNSATISFIED, NOT_APPLICABLE, UNDOCUMENTED)
CHECKLIST = {
    "requirement_id": "string",
    "label_fr": "string",
    "legal_basis": "string",
    "verified": "boolean",
    "status": "string",
    "date": "datetime64[s]",
    "comment_fr": "string",
}
SCORE = {
    "value": "Float64",
    "count": "Int64",
    "n": "Int64",
    "undocumented": "Int64",
    "unverified": "Int64",
    "caveat": "string",
}


def checklist(
    requirements: pd.DataFrame, checks: pd.DataFrame, facts: Mapping[str, float | None]
) -> pd.DataFrame:
    """Each requirement of the law with what the mission found of it.

    ``requirements``: requirement_id, label_fr, legal_basis, fact, above, verified (« oui »: the text
    was read); one that holds above a threshold of a ``fact`` (population, police posts…) is without
    object when the fact is known and not above it. Not checked: not documented.
    ValueError: missing column, requirement given twice, unknown status.
    """
    need(requirements, "requirements", ("requirement_id", "label_fr", "legal_basis", "fact"))
    need(checks, "checks", ("requirement_id", "status"))
    need_unique(checks, "checks", ("requirement_id",))
    need_values(checks["status"], "checks.status", STATUSES)
    found = requirements.merge(checks, on="requirement_id", how="left")
    above = pd.to_numeric(found["above"])
    known = pd.to_numeric(found["fact"].map(dict(facts)))
    spared = (known <= above).fillna(False).astype(bool)
    status = found["status"].fillna(UNDOCUMENTED).mask(spared, NOT_APPLICABLE)
    return result(found.assign(status=status, verified=found["verified"] == "oui"), CHECKLIST)


def legal_score(listed: pd.DataFrame) -> pd.DataFrame:
    """GOV08, one row: requirements satisfied / requirements that apply and are documented.

    ``listed``: see ``checklist``. ``undocumented`` ones count neither way, ``unverified`` ones (text
    of the law not read) neither: both are told beside the score, which never goes without its list.
    ValueError: missing column. House formula.
    """
    need(listed, "listed", ("status", "verified"))
    read = listed[listed["verified"].astype(bool)]
    applies = read[read["status"] != NOT_APPLICABLE]
    known = applies[applies["status"] != UNDOCUMENTED]
    count = int((known["status"] == SATISFIED).sum())
    row = {
        "value": ratio(count, len(known)),
        "count": count,
        "n": len(known),
        "undocumented": len(applies) - len(known),
        "unverified": len(listed) - len(read),
        "caveat": "" if len(known) else "aucune exigence documentée",
    }
    return result([row], SCORE)
