"""Interviews of a city: who was met, what they said, how two people coded it; documents asked for."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.demo.generate.chance import deal, shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.interviews import REFERENCE
from data.demo.generate.saint_nazaire.qualitative import CODES, VAGUE, VALENCE, codebook
from data.demo.generate.writing import Content, day

BANK = Path(__file__).with_name("segments.txt")
ORG_TYPES = {
    "ELUS": "collectivité", "VILLE_PM": "collectivité", "VILLE_AUTRES": "collectivité",
    "ETAT_PREF": "service de l'État", "PN": "service de l'État", "PARQUET_JUSTICE": "justice",
    "PJJ": "justice", "EDUC": "établissement scolaire", "PREV_SPE": "association",
    "MEDIATION": "association", "BAILLEURS": "bailleur social",
    "TRANSPORT": "entreprise de transport", "ASSO": "association",
    "HABITANTS": "conseil citoyen ou amicale", "AIDE_VICTIMES": "association",
}  # fmt: skip
MOMENTS = ("En fin de semaine", "L'été", "À la sortie des cours", "Après le dernier train")
SEGMENTS_EACH = 5
USUAL_SALIENCE = 4
FIRST_DAY = day("16/01/2023")
# title, type, producer, dataset that it would have fed
DOCUMENTS = (
    ("Stratégie ou contrat local en vigueur", "stratégie", "Ville", ""),
    ("Convention de coordination de la police municipale", "convention", "Ville et État", ""),
    ("Contrat de ville", "contrat", "Intercommunalité", ""),
    ("Rapport d'activité de la police municipale", "rapport", "Ville", "local_incidents"),
    ("Bilan de la médiation sociale", "bilan", "Association de médiation", ""),
    ("Tableau de bord des bailleurs", "tableau de bord", "Bailleurs sociaux", "local_incidents"),
    ("Comptes rendus du conseil local", "compte rendu", "Ville", "meetings"),
    ("Faits signalés dans les transports", "données", "Exploitant du réseau", "local_incidents"),
    ("Signalements des établissements scolaires", "données", "Éducation nationale", ""),
    ("Suites judiciaires, éléments agrégés", "données", "Parquet", ""),
)
RELIABILITY = ("A", "B", "B", "A", "C", "B")


class Said(NamedTuple):
    """One sentence of the bank."""

    code: str
    valence: int
    sensitive: bool
    text: str


def bank() -> list[Said]:
    """Every sentence, in order."""
    found = []
    for line in BANK.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, text = line.split(" | ", 1)
            found.append(Said(mark[:3], VALENCE[mark[3]], "!" in mark, text))
    return found


def _interviews(story: Story) -> pd.DataFrame:
    rng = story.chance("interviews")
    macro = pd.read_csv(REFERENCE, sep=";", dtype=str).set_index("actor_family")["macro_family"]
    families = [family for family, count in story.interviews.items() for _ in range(count)]
    total = len(families)
    offsets = shuffled(range(0, 4 * total, 4), rng)
    dates = [FIRST_DAY + timedelta(days=offset) for offset in offsets]
    levels = shuffled(deal(("C0", "C1", "C2"), (6, 84, 10), total), rng)
    return pd.DataFrame(
        {
            "interview_id": [f"E{rank:02d}" for rank in range(1, total + 1)],
            "date": [when - timedelta(days=max(0, when.weekday() - 4)) for when in dates],
            "actor_family": families,
            "macro_family": [macro[family] for family in families],
            "org_type": [ORG_TYPES[family] for family in families],
            "duration_min": shuffled(deal((45, 60, 75), (3, 5, 2), total), rng),
            "mode": shuffled(deal(("présentiel", "visioconférence"), (7, 3), total), rng),
            "quote_level": levels,
            "recorded": [level != "C0" and rng.random() < 0.4 for level in levels],
        }
    )


def _said(story: Story, interviews: pd.DataFrame) -> pd.DataFrame:
    """What each person said: themes by salience, sentences by tone, never twice in the same words."""
    rng = story.chance("segments")
    weights = [story.salience.get(code, USUAL_SALIENCE) for code in CODES]
    total = SEGMENTS_EACH * len(interviews)
    themes = shuffled(deal(list(CODES), weights, total), rng)
    sentences, used, lines = bank(), set(), []
    for rank, code in enumerate(themes):
        choices = [said for said in sentences if said.code == code]
        tone = story.tone.get(code, 0.0)
        order = sorted(choices, key=lambda said: abs(said.valence - tone) + rng.random())
        places = shuffled(story.places, rng)
        ways = [(said, place) for said in order for place in places]
        said, place = next((way for way in ways if (way[0].text, way[1]) not in used), ways[0])
        used.add((said.text, place))
        moment = MOMENTS[int(rng.random() * len(MOMENTS))]
        lines.append(
            {
                "interview_id": interviews["interview_id"].iloc[rank % len(interviews)],
                "code": code,
                "valence": said.valence,
                "text_redacted": _capital(said.text.format(lieu=place, moment=moment)),
                "sensitivity": "sensible" if said.sensitive else "ordinaire",
            }
        )
    frame = pd.DataFrame(lines).sort_values("interview_id", kind="stable", ignore_index=True)
    frame["segment_id"] = [f"S{rank:03d}" for rank in range(1, len(frame) + 1)]
    frame["position"] = frame.groupby("interview_id").cumcount() + 1
    return frame


def _codings(story: Story, said: pd.DataFrame) -> pd.DataFrame:
    """Coder A on every segment, coder B on every second one: at odds on the vague theme."""
    rng, rows = story.chance("codings"), []
    for rank, line in enumerate(said.to_dict("records")):
        name = CODES[line["code"]][0]
        rows.append((line["segment_id"], name, "A", line["valence"], 1))
        if rank % 2 == 0:
            slip = rng.random() < (0.75 if line["code"] == VAGUE else 0.06)
            other = CODES["PAR" if line["code"] != "PAR" else "RET"][0] if slip else name
            rows.append((line["segment_id"], other, "B", line["valence"], 1))
    return pd.DataFrame(rows, columns=["segment_id", "code_id", "coder_id", "valence", "round"])


def _documents(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("documents"), []
    for rank, (title, kind, producer, dataset) in enumerate(DOCUMENTS, start=1):
        asked = day("10/01/2023") + timedelta(days=int(20 * rng.random()))
        refused, silent = title in story.refused, rank == len(DOCUMENTS) - 1
        received = None if refused or silent else asked + timedelta(days=3 + int(40 * rng.random()))
        content = hashlib.sha256(f"{story.city} {title}".encode()).hexdigest()
        rows.append(
            {
                "document_id": f"D{rank:02d}",
                "title": title,
                "type": kind,
                "producer": producer,
                "date": day("15/06/2021") + timedelta(days=int(400 * rng.random())),
                "perimeter": "territoire",
                "confidentiality": "interne"
                if kind in ("données", "tableau de bord")
                else "public",
                "requested_on": asked,
                "received_on": received,
                "sha256": content if received else "",
                "reliability": RELIABILITY[rank % len(RELIABILITY)] if received else "",
                "refused_on": asked + timedelta(days=30) if refused else None,
                "dataset": dataset,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def fieldwork(story: Story) -> dict[str, Content]:
    """Interviews, segments, codings, codebook, documents."""
    interviews = _interviews(story)
    said = _said(story, interviews)
    segments = said.assign(document_id="")[
        ["segment_id", "interview_id", "document_id", "position", "text_redacted", "sensitivity"]
    ]
    return {
        "interviews": interviews,
        "codebook": codebook(),
        "segments": segments,
        "codings": _codings(story, said),
        "documents": _documents(story),
    }


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
