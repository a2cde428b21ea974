"""What a report says of itself: the questions asked, the data it stands on."""

import pandas as pd

from ffsu_eval.evidence.register import Register
from ffsu_eval.french import count_words
from ffsu_eval.mission import Mission
from ffsu_eval.narrative import readings
from ffsu_eval.narrative.analysis.blocks import LinkedTable
from ffsu_eval.narrative.blocks import Notes, Table
from ffsu_eval.narrative.markup import escape
from ffsu_eval.reference import table
from ffsu_eval.rows import rows
from ffsu_eval.tables import management as tables


def questions(mission: Mission) -> Table:
    """The questions of the mission and their criteria."""
    return Table(
        "questions",
        tables.questions_table(mission),
        "Les questions posées",
        "Critère et question, dans l'ordre du rapport",
        readings.plain_notes(
            "questions retenues par le comité de pilotage", "cadrage de la mission"
        ),
    )


def sources(mission: Mission) -> Table:
    """T1: the datasets, their status and what was checked."""
    return Table(
        "sources",
        tables.sources_table(mission.store.verdict),
        "Les données et leur statut",
        "Jeux de données, lignes lues et règles contrôlées",
        readings.control_notes(mission),
        right=["Lignes", "Règles contrôlées"],
    )


def indicators(mission: Mission, register: Register) -> LinkedTable:
    """Every indicator of this type of mission: where it is shown, or why it is not documented."""
    listed = table("engagement_indicators")
    own = rows(listed[listed["engagement"] == mission.engagement])
    lacking = {*mission.absent, *mission.lacking}
    lines = []
    for row in own:
        found = sum(name.startswith(f"{row['indicator']}:") for name in register.items)
        absent = row["drawn_from"] in lacking
        state = f"non documenté : {row['drawn_from']}" if absent else _evidence(found)
        lines.append((row["indicator"], row["label_fr"], state, "" if absent else row["shown_in"]))
    columns = ["Indicateur", "Ce qu'il dit", "État"]
    plain = pd.DataFrame([line[:3] for line in lines], columns=columns)
    shown = [f"@{place}" if place else "///" for *_, place in lines]
    cells = plain.map(escape).assign(**{"Où": shown})
    missing = sum(state.startswith("non documenté") for _, _, state, _ in lines)
    return LinkedTable(
        "indicateurs",
        plain,
        f"{len(lines)} indicateurs prévus pour ce type de mission, dont {missing} non documentés",
        "Indicateurs, état et figure ou tableau où ils sont montrés",
        Notes(
            "", "indicateurs que ce type de mission doit établir.", "notes de méthode de l'atelier."
        ),
        cells=cells,
    )


def _evidence(count: int) -> str:
    return count_words(count, "preuve", "preuves", feminine=True) if count else "montré"
