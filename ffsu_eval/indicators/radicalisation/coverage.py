"""RAD01: what communes have set up, counted in communes and in inhabitants."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, ratio, result

COVERAGE = {
    "item": "string",
    "label_fr": "string",
    "count": "Int64",
    "n": "Int64",
    "n_missing": "Int64",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "people": "Float64",
    "people_low": "Float64",
    "people_high": "Float64",
    "caveat": "string",
}
NEEDED = (
    "commune_code", "population", "clspd", "restricted_group", "prefect_convention",
    "referent_elected", "referent_agent", "cell_exists",
)  # fmt: skip
REFERENT = "referent"
LABELS = {
    "clspd": "conseil local",
    "restricted_group": "groupe restreint",
    REFERENT: "référent, élu ou agent",
    "prefect_convention": "convention avec la préfecture",
    "cell_exists": "cellule de veille ou de suivi",
    WHOLE: "référent, convention et groupe à la fois",
}
TOGETHER = (REFERENT, "prefect_convention", "restricted_group")
Answers = Mapping[str, pd.Series]


def institutional_coverage(setup: pd.DataFrame) -> pd.DataFrame:
    """RAD01, institutional coverage: communes with a referent, a convention and a restricted group.

    One row per item, then « ensemble » (the three at once): ``count`` of the ``n`` communes that
    answered, ``n_missing`` that did not; ``value`` = count/n, ``people`` the same in inhabitants.
    A commune that has not answered is never counted as a no: ``low`` and ``high`` are the shares of
    all communes if none, or all, of those that did not answer had it (bounds of Manski, Nonparametric
    Bounds on Treatment Effects, 1990). ``value`` and ``people`` are missing when fewer than half of
    the communes answered. No interval: communes are all asked, none is drawn. ValueError: missing
    column, no row, commune given twice.
    """
    need(setup, "setup", NEEDED)
    need_unique(setup, "setup", ("commune_code",))
    if setup.empty:
        raise ValueError("setup: no commune")
    answers = answers_of(setup)
    people = setup["population"].astype(float)
    return result([_row(name, label, answers, people) for name, label in LABELS.items()], COVERAGE)


def answers_of(setup: pd.DataFrame) -> dict[str, pd.Series]:
    """Item → True, False or missing for each commune, the three items at once included.

    A « or » and an « and » of three values (Kleene): one yes is enough to have a referent, one no is
    enough not to have the three, whatever is missing beside.
    """
    held = {name: setup[name].astype("boolean") for name in NEEDED[2:]}
    found = {name: held[name] for name in ("clspd", "restricted_group", "prefect_convention")}
    found[REFERENT] = held["referent_elected"] | held["referent_agent"]
    found["cell_exists"] = held["cell_exists"]
    first, *others = (found[name] for name in TOGETHER)
    for other in others:
        first = first & other
    found[WHOLE] = first
    return found


def _row(name: str, label: str, answers: Answers, people: pd.Series) -> dict[str, object]:
    own = answers[name]
    known, yes = own.notna(), own.fillna(False).astype(bool)
    count, n, total = int(yes.sum()), int(known.sum()), len(own)
    told = 2 * n >= total
    return {
        "item": name,
        "label_fr": label,
        "count": count,
        "n": n,
        "n_missing": total - n,
        "value": ratio(count, n) if told else None,
        "low": ratio(count, total),
        "high": ratio(count + total - n, total),
        "people": ratio(_sum(people, yes), _sum(people, known)) if told else None,
        "people_low": ratio(_sum(people, yes), float(people.sum())),
        "people_high": ratio(_sum(people, yes | ~known), float(people.sum())),
        "caveat": joined(
            "" if n == total else f"{total - n} communes sans réponse",
            "" if told else "moins de la moitié des communes ont répondu",
        ),
    }


def _sum(people: pd.Series, where: pd.Series) -> float:
    return float(people[where].sum())
