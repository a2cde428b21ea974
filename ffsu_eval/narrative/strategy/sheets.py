"""« Fiches-actions »: one sheet per action, filled from the data; what is not written says so."""

import pandas as pd

from ffsu_eval.french import date_fr, is_missing, join_fr, number
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.analysis.blocks import LinkedTable
from ffsu_eval.narrative.blocks import Notes, Prose
from ffsu_eval.narrative.markup import escape
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

NOTHING = "non documenté"
EMMIE = {
    "effect": "effet",
    "mechanism_fr": "mécanisme",
    "moderator_fr": "conditions",
    "implementation_fr": "mise en œuvre",
    "economics_fr": "coût",
}


def sheets(strategy: Strategy) -> list[LinkedTable | Prose]:
    """Every sheet, in the order of the actions; one sentence when the mission has no action."""
    made = _sheets(strategy)
    return [made] if isinstance(made, Prose) else list(made)


@block
def _sheets(strategy: Strategy) -> list[LinkedTable] | Prose:
    return [_sheet(strategy, row) for row in rows(strategy.planned)]


def _sheet(strategy: Strategy, row: Row) -> LinkedTable:
    lines = _lines(strategy, row)
    plain = [{"Rubrique": name, "Contenu": text} for name, text, _ in lines]
    cells = [{"Rubrique": escape(name), "Contenu": linked} for name, _, linked in lines]
    return LinkedTable(
        f"fiche-action-{str(row['action_id']).lower()}",
        pd.DataFrame(plain),
        f"{row['action_id']} : {row['title_fr']}",
        f"Fiche-action, axe « {row['axis_label_fr']} »",
        Notes("", "action prévue.", "fiches-actions tenues par les pilotes."),
        cells=pd.DataFrame(cells),
    )


def _lines(strategy: Strategy, row: Row) -> list[tuple[str, str, str]]:
    """Heading, plain text, Markdown of each line of a sheet."""
    references = [] if is_missing(row["rests_on"]) else str(row["rests_on"]).split()
    linked = join_fr([strategy.previous.link(name) for name in references]) or NOTHING
    lines = [(name, text, escape(text)) for name, text in texts(strategy, row)]
    evidence = ("Constats repris", ", ".join(references) or NOTHING, linked)
    return [lines[0], evidence, *lines[1:]]


def texts(strategy: Strategy, row: Row) -> list[tuple[str, str]]:
    """Heading and plain text of each line of a sheet, but for the findings that it takes up."""
    base = strategy.baselines[strategy.baselines["objective_id"] == row["objective_id"]]
    return [
        ("Problème constaté", _text(row["problem_fr"])),
        ("Objectif", _text(row["label_fr"])),
        ("Public", _text(row["target_public"])),
        ("Pilote", _pilot(strategy, row)),
        ("Partenaires", _text(row["partners"])),
        ("Moyens", _means(row)),
        ("Calendrier", f"du {date_fr(row['planned_start'])} au {date_fr(row['planned_end'])}"),
        ("Indicateur de réalisation", _output(row)),
        ("Indicateur de résultat", _outcome(base)),
        ("Mécanisme attendu", _text(row["mechanism_fr"])),
        ("Ce que l'on sait de ce type d'action", _published(row)),
        ("Risques", _text(row["risks_fr"])),
    ]


def _text(value: object) -> str:
    return NOTHING if is_missing(value) or not str(value).strip() else str(value)


def _pilot(strategy: Strategy, row: Row) -> str:
    organisations = vars(strategy.mission.data).get("organisations")
    if organisations is None or is_missing(row["pilot_org_id"]):
        return NOTHING
    named = dict(zip(organisations["org_id"], organisations["label_fr"], strict=True))
    return str(named.get(row["pilot_org_id"], NOTHING))


def _means(row: Row) -> str:
    parts = []
    if not is_missing(row["budget_planned"]):
        parts.append(f"{number(row['budget_planned'])} €")
    if not is_missing(row["fte"]):
        parts.append(f"{number(row['fte'], 1)} équivalent temps plein")
    if not is_missing(row["funding"]):
        parts.append(f"financement : {row['funding']}")
    return " ; ".join(parts) or NOTHING


def _output(row: Row) -> str:
    if is_missing(row["output_indicator"]):
        return NOTHING
    target = "" if is_missing(row["target_value"]) else f", cible {number(row['target_value'])}"
    source = "" if is_missing(row["indicator_source"]) else f" ({row['indicator_source']})"
    return f"{row['output_indicator']}{target}{source}"


def _outcome(base: pd.DataFrame) -> str:
    texts = [
        f"{each['label_fr']} ({each['unit']}) : de {_value(each['value'])} à {_value(each['target_value'])}"
        for each in rows(base)
    ]
    return " ; ".join(texts) or "non mesurable : ni ligne de base ni cible"


def _value(value: float) -> str:
    if is_missing(value):
        return NOTHING
    return number(value, 0 if float(value) == round(float(value)) else 1)


def _published(row: Row) -> str:
    """EMMIE slots that a source fills; a source that was not read fills none."""
    known = table("evidence_base").set_index("intervention_type")
    kind = row["intervention_type"]
    if is_missing(kind) or kind not in known.index or known.loc[kind, "verified"] != "oui":
        return f"{join_fr(list(EMMIE.values()))} : {NOTHING}"
    held = known.loc[kind]
    return " ; ".join(f"{word} : {held[name] or NOTHING}" for name, word in EMMIE.items())
