"""What the night of a city offers and what regulates it: venues, transport, rescue, sanctions, charter."""

from datetime import timedelta

import pandas as pd

from data.demo.generate.chance import shuffled, wobble
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

# kind, zone, how many, class of capacity, closing, nights a week, late permit, eligible, signed
# truth: half of the eligible venues have signed
VENUES = (
    ("bar", "N1", 9, "moins_100", "02:00", 6, True, True, 5),
    ("bar", "N1", 4, "100_299", "02:00", 6, True, True, 3),
    ("bar", "N2", 7, "moins_100", "02:00", 6, True, True, 3),
    ("bar", "N2", 3, "100_299", "02:00", 5, True, True, 1),
    ("bar", "N3", 5, "moins_100", "01:00", 7, False, True, 2),
    ("bar", "N4", 4, "moins_100", "01:00", 6, False, True, 2),
    ("discotheque", "N1", 1, "300_599", "06:00", 3, True, True, 1),
    ("discotheque", "N2", 1, "600_plus", "06:00", 3, True, True, 0),
    ("salle", "N4", 2, "100_299", "00:00", 2, False, True, 1),
    ("restaurant", "N1", 8, "moins_100", "23:30", 6, False, False, 0),
    ("restaurant", "N2", 6, "moins_100", "23:30", 6, False, False, 0),
    ("restaurant", "N3", 3, "moins_100", "23:00", 6, False, False, 0),
    ("restaurant", "N4", 6, "moins_100", "23:30", 6, False, False, 0),
    ("epicerie_nuit", "N1", 2, "moins_100", "02:00", 7, True, False, 0),
    ("epicerie_nuit", "N3", 2, "moins_100", "01:00", 7, False, False, 0),
)
# line, zone, metres to the stop, last departure, minutes between two.
# truth: nothing leaves after the last closing; the line of the station serves those that close at 1 h
TRANSPORT = (
    ("Ligne 1", "N1", 220, "00:20", 20),
    ("Ligne 2", "N2", 410, "23:50", 20),
    ("Ligne 2", "N4", 640, "23:55", 20),
    ("Ligne 4", "N4", 300, "00:10", 30),
    ("Ligne 1", "N3", 120, "00:30", 20),
    ("Navette de la gare", "N3", 90, "01:15", 45),
)
LIGHTS = {"N1": (0.93, 0.0), "N2": (0.62, 0.22), "N3": (0.86, 0.08), "N4": (0.71, 0.18)}
# service, motive, usual number in a month
RESCUE = (
    ("SDIS", "alcool", 19), ("SDIS", "violence", 14), ("SDIS", "autre", 33),
    ("urgences", "alcool", 31), ("urgences", "violence", 18), ("urgences", "autre", 74),
)  # fmt: skip
SANCTIONS = {
    2021: {"avertissement": 6, "fermeture": 3},
    2022: {"avertissement": 11, "fermeture": 4, "retrait": 3},
    2023: {"avertissement": 7, "fermeture": 3},
}
# commitment, who is bound by it, due, checks, checks that found it kept.
# truth: few checks, and four commitments that are due were never checked
COMMITMENTS = (
    ("Fermer portes et fenêtres après minuit", "exploitants", "01/10/2022", 9, 6),
    ("Présence d'un chuchoteur aux abords à la fermeture", "exploitants", "01/10/2022", 6, 2),
    ("Personnel formé à l'accueil des victimes de harcèlement", "exploitants", "01/01/2023", 0, 0),
    ("Eau gratuite et éthylotests à disposition", "exploitants", "01/10/2022", 7, 7),
    ("Étude de bruit à jour", "exploitants", "01/03/2023", 0, 0),
    ("Nettoyage des abords avant 8 h", "ville", "01/10/2022", 12, 11),
    ("Médiation présente jusqu'à la dernière fermeture", "ville", "01/07/2022", 5, 0),
    ("Départ de transport après la dernière fermeture", "ville", "01/09/2023", 0, 0),
    ("Réponse à chaque plainte dans les dix jours", "ville", "01/10/2022", 0, 0),
    ("Réunion trimestrielle avec les signataires", "etat", "01/10/2022", 4, 2),
    (
        "Signalement par la plateforme plutôt que par voie de presse",
        "riverains",
        "01/01/2024",
        0,
        0,
    ),
)
MONTHS = [f"{year}-{month:02d}" for year in (2021, 2022, 2023) for month in range(1, 13)][6:30]


def _venues(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("venues"), []
    for kind, zone, count, size, closing, nights, late, eligible, signed in VENUES:
        for rank in range(count):
            rows.append(
                {
                    "kind": kind,
                    "zone_id": zone,
                    "capacity_class": size,
                    "closing_time": closing,
                    "open_nights": nights,
                    "late_permit": late,
                    "noise_study": bool(late and rng.random() < 0.55),
                    "charter_eligible": eligible,
                    "charter_signed": rank < signed,
                }
            )
    frame = pd.DataFrame([rows[i] for i in shuffled(range(len(rows)), rng)])
    frame.insert(0, "venue_id", [f"V{rank:02d}" for rank in range(1, len(frame) + 1)])
    return frame


def _lighting(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("lighting"), []
    for zone, (works, dimmed) in LIGHTS.items():
        for rank in range(24):
            place = (rank + 0.5) / 24
            status = (
                "fonctionne"
                if place < works
                else "abaisse"
                if place < works + dimmed
                else "panne"
                if rank % 2
                else "absent"
            )
            rows.append((f"{zone}-{rank + 1:02d}", zone, 30 + int(60 * rng.random()), status))
    return pd.DataFrame(rows, columns=["segment_id", "zone_id", "length_m", "status"])


def _rescue(story: Story) -> pd.DataFrame:
    """Aggregated by month; a number under eleven is never handed over."""
    rng = story.chance("rescue")
    rows = [
        (month, service, motive, max(11, wobble(usual, rng)))
        for month in MONTHS
        for service, motive, usual in RESCUE
    ]
    return pd.DataFrame(rows, columns=["month", "service", "motive", "count"])


def _sanctions(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("sanctions"), []
    for year, kinds in SANCTIONS.items():
        start = day(f"01/07/{year}") if year == 2021 else day(f"01/01/{year}")
        for kind, count in kinds.items():
            rows += [(start + timedelta(days=int(178 * rng.random())), kind) for _ in range(count)]
    frame = pd.DataFrame(sorted(rows), columns=["date", "type"], dtype=object)
    frame.insert(0, "sanction_id", [f"SA{rank:02d}" for rank in range(1, len(frame) + 1)])
    return frame


def _commitments() -> pd.DataFrame:
    rows = [
        (f"E{rank}", label, party, day(due), checked, kept)
        for rank, (label, party, due, checked, kept) in enumerate(COMMITMENTS, start=1)
    ]
    columns = ["commitment_id", "label_fr", "party", "due_on", "checked", "kept"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def offered(story: Story) -> dict[str, Content]:
    """Venues, transport, lighting, rescue, sanctions and commitments."""
    columns = ["line", "zone_id", "distance_m", "last_departure", "headway_min"]
    return {
        "venues": _venues(story),
        "night_transport": pd.DataFrame(list(TRANSPORT), columns=columns),
        "lighting": _lighting(story),
        "emergency_counts": _rescue(story),
        "admin_sanctions": _sanctions(story),
        "charter_commitments": _commitments(),
    }
