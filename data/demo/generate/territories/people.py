"""Training and questionnaire of the professionals: anonymous answers, numbers never under eleven."""

from datetime import timedelta

import pandas as pd

from data.demo.generate.chance import apportion, deal, shuffled
from data.demo.generate.territories.story import Territory
from data.demo.generate.writing import Content, day

HOURS = {"sensibilisation": 3, "approfondissement": 12, "relais": 24}
# fictitious situations: what they tell, what was agreed with the partners
VIGNETTES = {
    "V1": ("Un collégien s'isole et ne vient plus aux activités depuis un mois", "droit_commun"),
    "V2": ("Un adulte approuve devant témoins un attentat récent", "prefecture"),
    "V3": (
        "Un jeune adulte consulte chaque nuit des contenus de propagande violente et rompt avec ses proches",
        "referent",
    ),
    "V4": ("Un adolescent tient des propos complotistes pendant un atelier", "droit_commun"),
    "V5": ("Un parent dit que son enfant prépare un départ vers une zone de conflit", "prefecture"),
    "V6": ("Un adolescent joue beaucoup à des jeux vidéo de guerre", "aucune"),
}
ORDER = ("aucune", "droit_commun", "referent", "prefecture")


def _log(story: Territory) -> pd.DataFrame:
    rng, rows = story.chance("training"), []
    for rank, session in enumerate(story.sessions, start=1):
        when = day("12/09/2022") + timedelta(days=round(230 * rng.random()))
        rows.append(
            {
                "session_id": f"SE{rank:02d}",
                "date": when - timedelta(days=max(0, when.weekday() - 4)),
                "level": session.level,
                "hours": HOURS[session.level],
                "actor_family": session.family,
                "population_band": session.band,
                "n_trained": session.trained,
                "n_target": session.target,
            }
        )
    return pd.DataFrame(rows)


def _flags(share: float, total: int, story: Territory, name: str) -> list[bool]:
    yes, no = apportion((share, 1 - share), total)
    return shuffled([True] * yes + [False] * no, story.chance(name))


def _answers(story: Territory) -> pd.DataFrame:
    jobs = [job for job, count in story.respondents.items() for _ in range(count)]
    total, rng = len(jobs), story.chance("answers")
    knows = _flags(story.knows, total, story, "knows")
    confident = _flags(story.confident, total, story, "confident")
    fears = _flags(story.fears, total, story, "fears")
    signalled = _flags(story.signalled, total, story, "signalled")
    yes, sometimes = story.returned
    count = sum(signalled)
    backs = deal(("oui", "parfois", "non"), (yes, sometimes, 1 - yes - sometimes), count)
    back = iter(shuffled(backs, story.chance("returned")))
    rows = []
    for rank, job in enumerate(jobs):
        # who does not know the procedure misses one of the three questions at least
        missed = -1 if knows[rank] else int(3 * rng.random())
        also = rng.random() < 0.4
        keys = [knows[rank] or (place != missed and also) for place in range(3)]
        rows.append(
            {
                "answer_id": f"P{rank + 1:03d}",
                "profession": job,
                "knows_referent": keys[0],
                "knows_channel": keys[1],
                "knows_limits": keys[2],
                "confidence": (4 if confident[rank] else 1)
                + int((2 if confident[rank] else 3) * rng.random()),
                "stigma_risk": (4 if fears[rank] else 1)
                + int((2 if fears[rank] else 3) * rng.random()),
                "signalled": signalled[rank],
                "information_return": next(back) if signalled[rank] else "",
            }
        )
    return pd.DataFrame(rows)


def _oriented(story: Territory, answers: pd.DataFrame) -> pd.DataFrame:
    """Orientations by quotas; an error is one step away from what was expected, or further."""
    parts = []
    for name, (_, expected) in VIGNETTES.items():
        rng, place = story.chance(f"vignette:{name}"), ORDER.index(expected)
        under, right, over = story.vignettes[name]
        words = ("under", "right", "over", "nsp")
        shares = (under, right, over, max(0.0, 1 - under - right - over))
        said = []
        for word in shuffled(deal(words, shares, len(answers)), rng):
            step = 1 + int(rng.random() < 0.25)
            index = {
                "under": max(0, place - step),
                "right": place,
                "over": min(len(ORDER) - 1, place + step),
            }.get(word)
            said.append("nsp" if index is None else ORDER[index])
        parts.append(
            pd.DataFrame(
                {"answer_id": answers["answer_id"], "vignette_id": name, "orientation": said}
            )
        )
    return pd.concat(parts, ignore_index=True)


def professionals(story: Territory) -> dict[str, Content]:
    """Files on professionals; none of what nobody answered or transmitted."""
    frames: dict[str, Content] = {}
    if story.sessions:
        frames["training_log"] = _log(story)
    if story.respondents:
        answers = _answers(story)
        rows = [(name, *told) for name, told in VIGNETTES.items()]
        frames["professional_answers"] = answers
        frames["vignettes"] = pd.DataFrame(rows, columns=["vignette_id", "label_fr", "expected"])
        frames["vignette_answers"] = _oriented(story, answers)
    return frames
