"""The council of a city: organisations, meetings planned and held, attendance, decisions, the law."""

from datetime import date, timedelta

import pandas as pd

from data.demo.generate.chance import apportion, deal, shuffled
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.governance import (
    COLLEGE,
    INSTANCES,
    MINUTES_DELAYS,
    PRESENCE,
    RANK_SHARES,
    RANKS,
    Instance,
    organisations,
)
from data.demo.generate.saint_nazaire.legal import CHECKS
from data.demo.generate.writing import Content, day

KINDS = ("pleniere", "restreinte", "groupe_thematique", "cellule_veille", "cotech")
# what the council decides, and who is in charge
DECISIONS = (
    ("pleniere", "Publier le calendrier des instances", "ORG02"),
    ("restreinte", "Désigner un référent par bailleur pour les signalements", "ORG17"),
    ("restreinte", "Reprendre l'éclairage d'un cheminement", "ORG05"),
    ("groupe_thematique", "Rédiger un protocole d'orientation des victimes", "ORG20"),
    ("cellule_veille", "Ouvrir une présence de médiation en soirée", "ORG16"),
    ("restreinte", "Transmettre un état trimestriel agrégé des incidents", "ORG19"),
    ("pleniere", "Associer le conseil citoyen à la préparation des séances", "ORG02"),
    ("groupe_thematique", "Recenser les actions menées auprès des mineurs", "ORG04"),
    ("cotech", "Mettre à jour les fiches de suivi des actions", "ORG02"),
    ("restreinte", "Fixer un délai de réponse aux signalements", "ORG03"),
    ("cellule_veille", "Partager un calendrier des événements", "ORG06"),
    ("pleniere", "Présenter un bilan annuel par objectif", "ORG02"),
)


def _calendar(story: Story) -> list[tuple[date, Instance]]:
    """Planned meetings by date, on working days of the city's own."""
    shift = int(story.chance("calendar").random() * 9)
    planned = []
    for rank, instance in enumerate(i for i in INSTANCES if i.kind in KINDS):
        for year in instance.years:
            for month in instance.months:
                when = date(year, month, 5 + (5 * rank + 3 * month + year + shift) % 19)
                planned.append((when - timedelta(days=max(0, when.weekday() - 4)), instance))
    return sorted(planned, key=lambda entry: (entry[0], entry[1].kind, entry[1].theme))


def _meetings(story: Story) -> pd.DataFrame:
    rng, planned = story.chance("meetings"), _calendar(story)
    delays = shuffled(deal((*MINUTES_DELAYS, 0), (9, 14, 20, 20, 14, 9, 6, 8), len(planned)), rng)
    rows = []
    for rank, (when, instance) in enumerate(planned):
        held = (when.year, when.month) not in story.cancelled
        rows.append(
            {
                "meeting_id": f"M{rank + 1:02d}",
                "instance_type": instance.kind,
                "theme": instance.theme,
                "date": when,
                "held": held,
                "duration_min": instance.duration if held else None,
                "minutes_date": when + timedelta(days=delays[rank])
                if held and delays[rank]
                else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _attendance(story: Story, meetings: pd.DataFrame) -> pd.DataFrame:
    rng, held = story.chance("attendance"), meetings["held"].tolist()
    rows = [
        (f"M{rank + 1:02d}", f"ORG{org:02d}")
        for rank, (_, instance) in enumerate(_calendar(story))
        if held[rank]
        for org in instance.convened
    ]
    table = pd.DataFrame(rows, columns=["meeting_id", "org_id"]).assign(convened=True)
    college = table["org_id"].map(COLLEGE)
    table["present"], table["rank"] = False, ""
    for name, usual in PRESENCE.items():
        index = list(table.index[college == name])
        share = story.presence.get(name, usual)
        coming, _ = apportion((share, 1 - share), len(index))
        present = shuffled(index, rng)[:coming]
        table.loc[present, "present"] = True
        ranks = deal(RANKS, RANK_SHARES[name], len(present))
        table.loc[shuffled(present, rng), "rank"] = ranks
    return table


def _decisions(story: Story, meetings: pd.DataFrame) -> pd.DataFrame:
    """Decisions of the meetings held; ``executed``: the share carried out in time."""
    rng = story.chance("decisions")
    held = meetings[meetings["held"].astype(bool)]
    done, late, still = apportion(
        (story.executed, 0.4 * (1 - story.executed), 0.6 * (1 - story.executed)), 2 * len(DECISIONS)
    )
    fates = iter(shuffled(["done"] * done + ["late"] * late + ["open"] * still, rng))
    rows = []
    for turn in (0, 1):
        for kind, label, owner in DECISIONS:
            candidates = held[held["instance_type"] == kind]
            meeting = candidates.iloc[int(rng.random() * len(candidates))]
            due = meeting["date"] + timedelta(days=90 + int(120 * rng.random()))
            fate = next(fates)
            gap = {"done": -int(40 * rng.random()), "late": 20 + int(60 * rng.random())}.get(fate)
            rows.append(
                {
                    "decision_id": f"DC{len(rows) + 1:02d}",
                    "meeting_id": meeting["meeting_id"],
                    "label_fr": f"{label}{', suite' if turn else ''}",
                    "owner_org_id": owner,
                    "due_date": due,
                    "done_date": None if gap is None else due + timedelta(days=gap),
                    "status": "ouverte" if gap is None else "executee",
                }
            )
    return pd.DataFrame(rows, dtype=object)


def _legal(story: Story) -> pd.DataFrame:
    rows = [
        {
            "requirement_id": requirement,
            "status": story.legal.get(requirement, usual),
            "date": day("05/04/2023"),
            "document_id": None,
            "comment_fr": comment if requirement not in story.legal else "constat de la mission",
        }
        for requirement, usual, comment in CHECKS
    ]
    return pd.DataFrame(rows)


def council(story: Story) -> dict[str, Content]:
    """Files of the partnership; a city without a council yet has organisations and the law only."""
    frames: dict[str, Content] = {
        "organisations": organisations(),
        "legal_checks": _legal(story),
    }
    if story.council:
        meetings = _meetings(story)
        frames["meetings"] = meetings
        frames["attendance"] = _attendance(story, meetings)
        frames["decisions"] = _decisions(story, meetings)
    return frames
