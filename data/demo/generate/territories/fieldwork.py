"""Interviews, documents, organisations and meetings of a mission on radicalisation."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from data.demo.generate.chance import apportion, deal, shuffled
from data.demo.generate.saint_nazaire.interviews import REFERENCE
from data.demo.generate.territories.story import Territory
from data.demo.generate.writing import Content, day

BANK = Path(__file__).with_name("segments.txt")
VALENCE = {"+": 1, "0": 0, "-": -1}
SEGMENTS_EACH, USUAL = 4, 4
# code → identifier, label, definition, included, excluded
CODES = {
    "DEF": ("definition", "Définition partagée", "Sens donné au mot et à ses formes",
            "Accords et désaccords sur les mots", "Cas individuels, toujours exclus"),
    "CIR": ("circuit", "Circuit de signalement", "Qui prévenir, comment, à quelle étape",
            "Points d'entrée, étapes, interlocuteurs", "Retour après un signalement"),
    "RET": ("retour_information", "Retour d'information", "Ce que devient un signalement",
            "Accusés, nouvelles, silences", "Contenu d'un signalement, toujours exclu"),
    "FOR": ("formation", "Formation", "Sessions suivies ou attendues", "Durée, contenu, accès",
            "Diplômes et carrières"),
    "STI": ("stigmatisation", "Crainte de stigmatiser", "Peur de désigner à tort ou de nuire",
            "Confiance, soupçon, mots employés", "Opinions sur des groupes, toujours exclues"),
    "RES": ("ressources", "Ressources d'accompagnement", "Services vers qui orienter",
            "Écoute, soin, éducation, insertion", "Crédits et postes"),
    "COO": ("coordination", "Coordination entre échelles", "Liens entre communes, territoire et État",
            "Comités, consignes, référents", "Circuit d'un signalement"),
    "NUM": ("numerique", "Numérique", "Contenus et usages en ligne", "Ateliers, outils, veille",
            "Comptes et personnes, toujours exclus"),
    "MOY": ("moyens", "Moyens", "Crédits, postes, durée", "Financement, mutualisation",
            "Ressources d'accompagnement"),
}  # fmt: skip
ORG_TYPES = {"ELUS": "collectivité", "VILLE_AUTRES": "collectivité", "VILLE_PM": "collectivité",
             "EDUC": "établissement scolaire", "PREV_SPE": "association", "ASSO": "association",
             "DEPT": "collectivité", "MEDIATION": "association", "ETAT_PREF": "service de l'État",
             "SANTE_ADDICTION": "établissement de santé"}  # fmt: skip
DOCUMENTS = (
    ("Convention entre la préfecture et les communes", "convention", "Préfecture", "commune_setup"),
    ("Plan d'action national, version publique", "plan", "Premier ministre", ""),
    ("Registre des sessions de formation", "registre", "Territoire", "training_log"),
    ("État des ressources d'accompagnement", "tableau de bord", "Département", "resources"),
    ("Bilan du groupe restreint, sans aucun cas", "bilan", "Communes", "circuit_steps"),
    ("Charte d'échange d'informations", "charte", "Conseil local", ""),
    ("Chiffres départementaux déjà publiés", "données", "Préfecture", "prefecture_figures"),
    ("Étude sur l'accompagnement des familles", "étude", "Association", ""),
)
ORGANISATIONS = (
    ("Territoire – prévention", "VILLE_AUTRES", "ville"),
    ("Référents des communes", "VILLE_AUTRES", "ville"),
    ("Préfecture – cabinet", "ETAT_PREF", "etat"),
    ("Police nationale", "PN", "etat"),
    ("Parquet", "PARQUET_JUSTICE", "justice"),
    ("Protection judiciaire de la jeunesse", "PJJ", "justice"),
    ("Éducation nationale", "EDUC", "education_social"),
    ("Département – solidarités", "DEPT", "education_social"),
    ("Prévention spécialisée", "PREV_SPE", "education_social"),
    ("Maison des adolescents", "SANTE_ADDICTION", "education_social"),
    ("Missions locales", "ASSO", "societe_civile"),
    ("Association d'accueil des familles", "ASSO", "societe_civile"),
    ("Bailleurs sociaux", "BAILLEURS", "habitat_mobilite"),
)
PRESENCE = {"ville": 0.9, "etat": 0.8, "justice": 0.5, "education_social": 0.7,
            "societe_civile": 0.65, "habitat_mobilite": 0.4}  # fmt: skip
RANKS = ("decideur", "technicien", "suppleant")
# instance, months, who is convened
INSTANCES = (
    ("pleniere", (11,), range(1, 14)),
    ("cotech", (3, 9), (1, 2, 3, 7, 8, 9, 10, 11, 12)),
    ("restreinte", (2, 6, 10), (1, 2, 3, 4, 5, 6)),
    ("cpraf_lien", (5, 12), (1, 2, 3, 8, 12)),
)
YEARS = (2021, 2022)
DECISIONS = (
    ("pleniere", "Adopter une définition commune", "ORG01"),
    ("cotech", "Ouvrir les sessions aux petites communes", "ORG01"),
    ("restreinte", "Désigner un suppléant à chaque référent", "ORG02"),
    ("cpraf_lien", "Convenir d'un accusé de réception", "ORG03"),
    ("cotech", "Recenser les ressources du territoire", "ORG08"),
    ("restreinte", "Relire les supports remis aux agents", "ORG01"),
)


def _interviews(story: Territory) -> pd.DataFrame:
    rng = story.chance("interviews")
    macro = pd.read_csv(REFERENCE, sep=";", dtype=str).set_index("actor_family")["macro_family"]
    families = [family for family, count in story.interviews.items() for _ in range(count)]
    total = len(families)
    offsets = shuffled(range(0, 3 * total, 3), rng)
    dates = [day("06/02/2023") + timedelta(days=offset) for offset in offsets]
    return pd.DataFrame(
        {
            "interview_id": [f"E{rank:02d}" for rank in range(1, total + 1)],
            "date": [when - timedelta(days=max(0, when.weekday() - 4)) for when in dates],
            "actor_family": families,
            "macro_family": [macro[family] for family in families],
            "org_type": [ORG_TYPES[family] for family in families],
            "duration_min": shuffled(deal((45, 60, 75), (3, 5, 2), total), rng),
            "mode": shuffled(deal(("présentiel", "visioconférence"), (6, 4), total), rng),
            "quote_level": shuffled(deal(("C0", "C1"), (1, 9), total), rng),
            "recorded": [False] * total,
        }
    )


def _said(story: Territory, interviews: pd.DataFrame) -> pd.DataFrame:
    rng = story.chance("segments")
    lines = BANK.read_text(encoding="utf-8").splitlines()
    bank = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    weights = [story.salience.get(code, USUAL) for code in CODES]
    total = SEGMENTS_EACH * len(interviews)
    used, rows = set(), []
    for rank, code in enumerate(shuffled(deal(list(CODES), weights, total), rng)):
        tone = story.tone.get(code, -0.2)
        choices = [(VALENCE[mark[3]], text) for mark, text in bank if mark[:3] == code]
        order = sorted(choices, key=lambda said: abs(said[0] - tone) + rng.random())
        ways = [(said, who) for said in order for who in shuffled(story.people, rng)]
        (valence, text), who = next(w for w in ways if (w[0][1], w[1]) not in used)
        used.add((text, who))
        sentence = text.format(qui=who).replace(" de les ", " des ").replace(" à les ", " aux ")
        rows.append(
            {
                "interview_id": interviews["interview_id"].iloc[rank % len(interviews)],
                "code": code,
                "valence": valence,
                "text_redacted": sentence[0].upper() + sentence[1:],
            }
        )
    frame = pd.DataFrame(rows).sort_values("interview_id", kind="stable", ignore_index=True)
    frame["segment_id"] = [f"S{rank:03d}" for rank in range(1, len(frame) + 1)]
    frame["position"] = frame.groupby("interview_id").cumcount() + 1
    return frame


def _codings(story: Territory, said: pd.DataFrame) -> pd.DataFrame:
    rng, rows = story.chance("codings"), []
    for rank, line in enumerate(said.to_dict("records")):
        rows.append((line["segment_id"], CODES[line["code"]][0], "A", line["valence"], 1))
        if rank % 2 == 0:
            other = "COO" if line["code"] != "COO" else "CIR"
            name = CODES[other if rng.random() < 0.07 else line["code"]][0]
            rows.append((line["segment_id"], name, "B", line["valence"], 1))
    return pd.DataFrame(rows, columns=["segment_id", "code_id", "coder_id", "valence", "round"])


def _codebook() -> pd.DataFrame:
    rows = [(name, "", *rest, "2023-06") for name, *rest in CODES.values()]
    columns = ["code_id", "parent_id", "label_fr", "definition", "include_rule", "exclude_rule"]
    return pd.DataFrame(rows, columns=[*columns, "version"])


def _documents(story: Territory) -> pd.DataFrame:
    rng, rows = story.chance("documents"), []
    for rank, (title, kind, producer, dataset) in enumerate(DOCUMENTS, start=1):
        asked = day("09/01/2023") + timedelta(days=int(20 * rng.random()))
        refused = title in story.refused
        received = None if refused else asked + timedelta(days=3 + int(40 * rng.random()))
        content = hashlib.sha256(f"{story.city} {title}".encode()).hexdigest()
        rows.append(
            {
                "document_id": f"D{rank:02d}",
                "title": title,
                "type": kind,
                "producer": producer,
                "date": day("15/06/2021") + timedelta(days=int(400 * rng.random())),
                "perimeter": "territoire",
                "confidentiality": "public" if kind in ("plan", "étude", "données") else "interne",
                "requested_on": asked,
                "received_on": received,
                "sha256": content if received else "",
                "reliability": "B" if received else "",
                "refused_on": asked + timedelta(days=30) if refused else None,
                "dataset": dataset,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _organisations() -> pd.DataFrame:
    rows = [(f"ORG{rank:02d}", *each) for rank, each in enumerate(ORGANISATIONS, start=1)]
    return pd.DataFrame(rows, columns=["org_id", "label_fr", "actor_family", "college"])


def _meetings(story: Territory) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Meetings planned and held, and who came: quotas by college."""
    rng, planned = story.chance("meetings"), []
    for year in YEARS:
        for rank, (kind, months, convened) in enumerate(INSTANCES):
            for month in months:
                when = date(year, month, 4 + (7 * rank + 3 * month + year) % 20)
                planned.append((when - timedelta(days=max(0, when.weekday() - 4)), kind, convened))
    planned.sort(key=lambda entry: (entry[0], entry[1]))
    rows, called = [], []
    for rank, (when, kind, convened) in enumerate(planned, start=1):
        held = (when.year, when.month) not in story.cancelled
        minutes = when + timedelta(days=8 + int(40 * rng.random())) if held else None
        rows.append((f"M{rank:02d}", kind, "", when, held, 90 if held else None, minutes))
        called += [(f"M{rank:02d}", f"ORG{org:02d}") for org in convened if held]
    columns = [
        "meeting_id",
        "instance_type",
        "theme",
        "date",
        "held",
        "duration_min",
        "minutes_date",
    ]
    college = {f"ORG{i:02d}": each[2] for i, each in enumerate(ORGANISATIONS, start=1)}
    came = pd.DataFrame(called, columns=["meeting_id", "org_id"]).assign(convened=True)
    came["present"], came["rank"] = False, ""
    for name, usual in PRESENCE.items():
        index = list(came.index[came["org_id"].map(college) == name])
        share = story.presence.get(name, usual)
        coming, _ = apportion((share, 1 - share), len(index))
        present = shuffled(index, rng)[:coming]
        came.loc[present, "present"] = True
        came.loc[shuffled(present, rng), "rank"] = deal(RANKS, (35, 50, 15), len(present))
    return pd.DataFrame(rows, columns=columns, dtype=object), came


def _decisions(story: Territory, meetings: pd.DataFrame) -> pd.DataFrame:
    rng, held = story.chance("decisions"), meetings[meetings["held"].astype(bool)]
    done, _ = apportion((story.executed, 1 - story.executed), len(DECISIONS))
    fates = shuffled([True] * done + [False] * (len(DECISIONS) - done), rng)
    rows = []
    for (kind, label, owner), ends in zip(DECISIONS, fates, strict=True):
        candidates = held[held["instance_type"] == kind]
        meeting = candidates.iloc[int(rng.random() * len(candidates))]
        due = meeting["date"] + timedelta(days=60 + int(60 * rng.random()))
        rows.append(
            {
                "decision_id": f"DC{len(rows) + 1:02d}",
                "meeting_id": meeting["meeting_id"],
                "label_fr": label,
                "owner_org_id": owner,
                "due_date": due,
                "done_date": due - timedelta(days=int(30 * rng.random())) if ends else None,
                "status": "executee" if ends else "ouverte",
            }
        )
    return pd.DataFrame(rows, dtype=object)


def fieldwork(story: Territory) -> dict[str, Content]:
    """Interviews, documents and partnership of the mission."""
    interviews = _interviews(story)
    said = _said(story, interviews)
    columns = ["segment_id", "interview_id", "document_id", "position", "text_redacted"]
    segments = said.assign(document_id="")[columns].assign(sensitivity="ordinaire")
    frames: dict[str, Content] = {
        "interviews": interviews,
        "codebook": _codebook(),
        "segments": segments,
        "codings": _codings(story, said),
        "documents": _documents(story),
        "organisations": _organisations(),
    }
    if story.meets:
        meetings, attendance = _meetings(story)
        frames |= {
            "meetings": meetings,
            "attendance": attendance,
            "decisions": _decisions(story, meetings),
        }
    return frames
