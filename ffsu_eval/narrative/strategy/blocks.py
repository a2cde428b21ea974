"""Tables and figures of a strategy: challenges, frames, grounds, means, follow-up."""

import pandas as pd

from ffsu_eval.charts import strategy as charts
from ffsu_eval.french import NOT_APPLICABLE, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative import readings
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.analysis.blocks import LinkedTable
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.markup import escape
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

LEVELS = {"primaire": "Primaire", "secondaire": "Secondaire", "tertiaire": "Tertiaire"}
YES, NO = "oui", "non"


@block
def challenges(strategy: Strategy) -> LinkedTable:
    """STS01: each challenge, the conclusions that it takes over, the objectives that answer it."""
    links = strategy.mission.data.challenge_links
    taken = links.groupby("challenge_id")["reference"].agg(list)
    frame, whole = _parts(strategy.coverage, "challenge_id")
    plain, cells = [], []
    for row in frame:
        names = taken.get(row["challenge_id"], [])
        line = {"N°": row["challenge_id"], "Enjeu": row["label_fr"]}
        answer = row["objectives"] or NOT_APPLICABLE
        plain.append({**line, "Conclusions reprises": ", ".join(names), "Objectifs": answer})
        linked = join_fr([strategy.previous.link(name) for name in names])
        line = {name: escape(text) for name, text in line.items()}
        cells.append({**line, "Conclusions reprises": linked, "Objectifs": escape(answer)})
    return LinkedTable(
        "enjeux",
        pd.DataFrame(plain),
        f"{number(whole['count'])} enjeux sur {number(whole['n'])} ont au moins un objectif",
        "Enjeux, conclusions qu'ils reprennent des missions précédentes, objectifs qui y répondent",
        _notes(strategy, "enjeux retenus pour la stratégie."),
        cells=pd.DataFrame(cells),
    )


@block
def frames(strategy: Strategy) -> Table:
    """STS03: the measures of national and local frames that each objective answers."""
    known = table("policy_frames")
    said = {f"{r['frame_id']} {r['measure_id']}": _measure(r) for r in rows(known)}
    frame, whole = _parts(strategy.alignment, "objective_id")
    lines = [
        {
            "Objectif": row["label_fr"],
            "Cadres": " ; ".join(said[name] for name in row["measures"].split(", "))
            if row["measures"]
            else NOT_APPLICABLE,
        }
        for row in frame
    ]
    return Table(
        "cadres",
        pd.DataFrame(lines),
        f"{number(whole['count'])} objectifs sur {number(whole['n'])} répondent à un cadre",
        "Mesures nationales et locales auxquelles chaque objectif répond",
        _notes(
            strategy,
            "cadres et leurs mesures, avec leur période de validité ; « à vérifier » : la source n'a pas été "
            "lue.",
        ),
    )


def _measure(row: Row) -> str:
    until = f"-{row['valid_to'][:4]}" if row["valid_to"] else ""
    doubt = "" if row["verified"] == YES else " (à vérifier)"
    return f"{row['frame_label_fr']} : {row['label_fr']} ({row['valid_from'][:4]}{until}){doubt}"


@block
def anchoring(strategy: Strategy) -> LinkedTable:
    """STS02: the findings that each action rests on."""
    frame, whole = _parts(strategy.anchoring, "action_id")
    plain, cells = [], []
    for row in frame:
        names = [name for name in row["findings"].split(", ") if name]
        strongest = row["strongest"] or NOT_APPLICABLE
        plain.append({"Action": row["title_fr"], "Constats": row["findings"] or NOT_APPLICABLE,
                      "Force du plus solide": strongest})  # fmt: skip
        linked = join_fr([strategy.previous.link(name) for name in names]) or NOT_APPLICABLE
        cells.append({"Action": escape(row["title_fr"]), "Constats": linked,
                      "Force du plus solide": strongest})  # fmt: skip
    return LinkedTable(
        "ancrage",
        pd.DataFrame(plain),
        f"{number(whole['count'])} actions sur {number(whole['n'])} reposent sur un constat solide",
        "Constats des missions précédentes sur lesquels chaque action repose",
        _notes(strategy, "actions prévues ; un constat est solide à partir de la force modérée."),
        cells=pd.DataFrame(cells),
    )


@block
def mechanisms(strategy: Strategy) -> Table:
    """STS07: what each action expects, and what has been published of it."""
    base = table("evidence_base").set_index("intervention_type")
    frame, whole = _parts(strategy.mechanisms, "action_id")
    kinds = dict(
        zip(strategy.actions["action_id"], strategy.actions["intervention_type"], strict=True)
    )
    lines = []
    for row in frame:
        kind = kinds[row["action_id"]]
        known = base.loc[kind] if not is_missing(kind) and kind in base.index else None
        read = known is not None and known["verified"] == YES
        lines.append(
            {
                "Action": row["title_fr"],
                "Mécanisme écrit": YES if row["documented"] else NO,
                "Effet publié": row["known_effect"] or NOT_APPLICABLE,
                "Source": str(known["source"]) if read else "non documenté",
            }
        )
    return Table(
        "mecanismes",
        pd.DataFrame(lines),
        f"{number(whole['count'])} actions sur {number(whole['n'])} disent comment elles doivent agir",
        "Mécanisme et effet attendus de chaque action, effet publié de ce type d'intervention",
        _notes(strategy, "actions prévues. Un effet publié ailleurs n'est pas une promesse ici."),
    )


@block
def calendar(strategy: Strategy) -> Figure:
    """Gantt of the actions."""
    planned = strategy.planned
    return Figure(
        "calendrier",
        charts.calendar_bars(planned),
        f"{number(len(planned))} actions, de {planned['planned_start'].min():%Y} à "
        f"{planned['planned_end'].max():%Y}",
        "Début et fin prévus de chaque action, par axe",
        _notes(strategy, "actions prévues."),
        charts.calendar_bars_alt(planned),
        charts.calendar_bars_data(planned),
    )


@block
def load(strategy: Strategy) -> Figure | Prose:
    """STS05: what is asked of each pilot."""
    frame = strategy.load
    known = frame[frame["value"].notna()]
    if known.empty:
        return Prose("Charge des pilotes : non documentée, leurs capacités ne sont pas connues.")
    over = int((known["value"] > 1).sum())
    first = rows(known)[0]
    return Figure(
        "charge",
        charts.load_bars(frame),
        f"Plus de charge que de capacité pour {number(over)} des {number(len(known))} pilotes connus"
        if over
        else "Aucun pilote n'a plus de charge que de capacité",
        "Équivalents temps plein (ETP) demandés et disponibles, par pilote",
        _notes(
            strategy,
            "organisations qui pilotent au moins une action.",
            f"pour « {first['label_fr']} », {number(first['fte'], 1)} équivalents temps plein sont demandés "
            f"et {number(first['capacity'], 1)} sont disponibles.",
        ),
        charts.load_bars_alt(frame),
        charts.load_bars_data(frame),
    )


@block
def balance(strategy: Strategy) -> Table:
    """STS06: actions and budget by level of prevention."""
    lines = [
        {
            "Niveau de prévention": LEVELS[row["prevention_level"]],
            "Actions": number(row["count"]),
            "Part des actions": percent(row["value"]),
            "Budget prévu (€)": number(row["budget"]),
            "Part du budget": NOT_APPLICABLE
            if is_missing(row["budget_share"])
            else percent(row["budget_share"]),
        }
        for row in rows(strategy.balance)
    ]
    most = max(rows(strategy.balance), key=lambda row: row["count"])
    return Table(
        "equilibre",
        pd.DataFrame(lines),
        f"La prévention {most['prevention_level']} compte le plus d'actions : {number(most['count'])} sur "
        f"{number(most['n'])}",
        "Actions et budget par niveau de prévention",
        _notes(
            strategy,
            "actions prévues. Primaire : pour tous ; secondaire : pour des publics exposés ; "
            "tertiaire : après les faits.",
        ),
        right=["Actions", "Part des actions", "Budget prévu (€)", "Part du budget"],
    )


@block
def measurable(strategy: Strategy) -> Table:
    """STS08: objectives that will be measurable."""
    frame, whole = _parts(strategy.measurable, "objective_id")
    lines = [
        {
            "Objectif": row["label_fr"],
            "Ligne de base": YES if row["baseline"] else NO,
            "Cible": YES if row["target"] else NO,
        }
        for row in frame
    ]
    return Table(
        "mesurables",
        pd.DataFrame(lines),
        f"{number(whole['count'])} objectifs sur {number(whole['n'])} ont une ligne de base et une cible",
        "Ce qui permettra de dire si un objectif est atteint",
        _notes(strategy, "tous les objectifs de la stratégie."),
    )


@block
def actions(strategy: Strategy) -> Table:
    """STS04 (ACT06): evaluability of each planned action."""
    scores = strategy.scores
    lines = [
        {
            "Action": row["title_fr"],
            "Évaluabilité (0 à 5)": number(row["value"]),
            "Ce qui manque": row["caveat"].removeprefix("manque : ") or NOT_APPLICABLE,
        }
        for row in rows(scores)
    ]
    good = int((scores["value"].astype(float) >= 4).sum())
    return Table(
        "actions-prevues",
        pd.DataFrame(lines),
        f"{number(good)} actions sur {number(len(scores))} ont au moins quatre des cinq éléments "
        "d'évaluation",
        "Indicateur, ligne de base, cible, pilote et source de chaque action",
        _notes(strategy, "actions prévues."),
        right=["Évaluabilité (0 à 5)"],
    )


@block
def tree(strategy: Strategy) -> Table:
    """Axis, objectives and actions."""
    planned = strategy.planned
    lines = []
    for row in rows(strategy.objectives):
        own = planned[planned["objective_id"] == row["objective_id"]]
        lines.append(
            {
                "Axe": row["axis_label_fr"],
                "Objectif": row["label_fr"],
                "Actions": " ; ".join(own["title_fr"]) if len(own) else NOT_APPLICABLE,
            }
        )
    axes = strategy.objectives["axis_code"].nunique()
    return Table(
        "arbre",
        pd.DataFrame(lines),
        f"{number(axes)} axes, {number(len(lines))} objectifs, {number(len(planned))} actions",
        "Des axes aux objectifs et aux actions",
        _notes(strategy, "toute la stratégie."),
    )


def _parts(frame: pd.DataFrame, key: str) -> tuple[list[Row], Row]:
    """Rows of a frame, and the one that stands for all."""
    whole = frame[key] == WHOLE
    return rows(frame[~whole]), rows(frame[whole])[0]


def _notes(strategy: Strategy, scope: str, lecture: str = "") -> Notes:
    return readings.register_notes(strategy.mission, lecture, scope.removesuffix("."), "actions")
