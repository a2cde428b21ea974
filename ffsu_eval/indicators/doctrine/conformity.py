"""Law and agreements: the catalogue on a day, who does what, the convention (DOC10)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, plural, ratio, result
from ffsu_eval.rows import rows

IN_FORCE, ENDED, TO_COME, UNDATED = "en vigueur", "échue", "à venir", "version à vérifier"
NOBODY, SEVERAL, NO_ANSWER = "sans réalisateur", "plusieurs réalisateurs", "sans responsable"
TWO_ANSWERS = "plusieurs responsables"
CATALOGUE = {
    "mission_code": "string",
    "label_fr": "string",
    "legal_basis": "string",
    "valid_from": "datetime64[s]",
    "valid_to": "datetime64[s]",
    "verified": "boolean",
    "judicial": "boolean",
    "mission_class": "string",
    "state": "string",
}
SHARING = {
    "mission_code": "string",
    "doing": "Int64",
    "answering": "Int64",
    "services": "string",
    "state": "string",
    "caveat": "string",
}
CONFORMITY = {
    "theme": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "unchecked": "Int64",
    "late": "Int64",
    "caveat": "string",
}


def catalogue_on(catalog: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The catalogue of missions on one day: each with its text, its validity and its state.

    « échue » after ``valid_to``, « à venir » before ``valid_from``, « en vigueur » when the version
    was read (``verified``) and dated, else « version à vérifier »: nothing is in force because nobody
    has looked. ValueError: missing column, mission given twice. House rule.
    """
    need(catalog, "catalog", [name for name in CATALOGUE if name != "state"])
    need_unique(catalog, "catalog", ("mission_code",))
    states: list[str] = []
    for row in rows(catalog):
        begun, ended = row["valid_from"], row["valid_to"]
        if pd.notna(ended) and ended < day:
            states.append(ENDED)
        elif pd.notna(begun) and begun > day:
            states.append(TO_COME)
        else:
            states.append(IN_FORCE if bool(row["verified"]) and pd.notna(begun) else UNDATED)
    return result(catalog.assign(state=states), CATALOGUE)


def sharing(responsibilities: pd.DataFrame) -> pd.DataFrame:
    """Who does what: services that carry out (R) each mission, and that answer for it (A); RA: both.

    ``state`` names gaps and overlaps: nobody or several to carry out, nobody or several to answer.
    Several services may rightly share one mission: an overlap is a question, not a fault.
    ValueError: missing column, service given twice for a mission. R-A-C-I: house convention.
    """
    need(responsibilities, "responsibilities", ("mission_code", "service", "role"))
    need_unique(responsibilities, "responsibilities", ("mission_code", "service"))
    lines = []
    for code, own in responsibilities.groupby("mission_code", sort=True):
        carries, answers = (own["role"].str.contains(letter) for letter in ("R", "A"))
        doing, answering = int(carries.sum()), int(answers.sum())
        states = [
            NOBODY if doing == 0 else SEVERAL if doing > 1 else "",
            NO_ANSWER if answering == 0 else TWO_ANSWERS if answering > 1 else "",
        ]
        lines.append(
            {
                "mission_code": str(code),
                "doing": doing,
                "answering": answering,
                "services": ", ".join(map(str, own.loc[carries, "service"])),
                "state": joined(*states),
                "caveat": "",
            }
        )
    return result(lines, SHARING)


def convention(clauses: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """DOC10, clauses respected / clauses checked, by theme, then « ensemble ».

    A clause partly respected is not; ``unchecked``: not in ``n``, told in the caveat; ``late``: due
    before ``day`` and not respected. No interval: all the clauses are looked at. ValueError: missing
    column, clause given twice. House rule; convention: CSI, art. L512-4.
    """
    need(clauses, "clauses", ("clause_id", "theme", "due", "status"))
    need_unique(clauses, "clauses", ("clause_id",))
    lines = []
    for theme in [*dict.fromkeys(clauses["theme"]), WHOLE]:
        own = clauses if theme == WHOLE else clauses[clauses["theme"] == theme]
        checked = own["status"] != "non_verifiee"
        kept = own["status"] == "respectee"
        late = checked & ~kept & (own["due"] < day).fillna(False)
        aside = int((~checked).sum())
        lines.append(
            {
                "theme": theme,
                "count": int(kept.sum()),
                "n": int(checked.sum()),
                "value": ratio(int(kept.sum()), int(checked.sum())),
                "unchecked": aside,
                "late": int(late.sum()),
                "caveat": f"{plural(aside, 'clause non vérifiée', 'clauses non vérifiées')}"
                if aside
                else "",
            }
        )
    return result(lines, CONFORMITY)
