"""A charter of information exchange: who sends what to whom, under which rules, and what they think.

Nothing here is about anybody: a flow is a class of information between two organisations.
"""

import pandas as pd

from data.demo.generate.chance import deal, shuffled
from data.demo.generate.cities.charter_flows import FLOWS, JUDGED_APART
from data.demo.generate.cities.formations import COUNCILS
from data.demo.generate.cities.formations import gathered as council_files
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

CITY = "ville-exemple"
VERSION, FORMER = "2020", "2014"
# what the best kept group has, and the other does not
KEPT = "F3"
# instance, organisation, function, secrecy, signed, version, trained; a function, never a person
SIGNATORIES = (
    ("F3", 2, "animation du groupe", "non", "04/02/2020", VERSION, "11/03/2021"),
    ("F3", 7, "chargé de mission", "par_fonction", "04/02/2020", VERSION, ""),
    ("F3", 9, "enquêteur de groupe familles", "par_fonction", "04/02/2020", VERSION, ""),
    ("F3", 9, "travailleur social en poste", "par_etat", "10/09/2020", VERSION, "11/03/2021"),
    ("F3", 10, "magistrat de permanence", "par_fonction", "04/02/2020", VERSION, ""),
    ("F3", 12, "conseiller d'insertion", "par_fonction", "11/02/2020", VERSION, ""),
    ("F3", 20, "juriste d'accueil", "par_mission", "04/02/2020", VERSION, "11/03/2021"),
    ("F3", 20, "psychologue d'accueil", "par_etat", "04/02/2020", VERSION, "11/03/2021"),
    ("F5", 2, "animation du groupe", "non", "04/02/2020", VERSION, "11/03/2021"),
    ("F5", 3, "agent de proximité", "par_fonction", "04/02/2020", VERSION, ""),
    ("F5", 3, "encadrant de secteur", "par_fonction", "04/02/2020", VERSION, ""),
    ("F5", 5, "responsable de secteur", "non", "18/02/2020", VERSION, ""),
    ("F5", 9, "agent de voie publique", "par_fonction", "04/02/2020", VERSION, ""),
    ("F5", 16, "médiateur de soirée", "par_mission", "04/02/2020", VERSION, "11/03/2021"),
    ("F5", 17, "gardien d'immeuble", "non", "18/02/2020", VERSION, ""),
    ("F5", 17, "chargé de tranquillité", "non", "18/02/2020", VERSION, ""),
    ("F5", 18, "gardien d'immeuble", "non", "06/10/2015", FORMER, ""),
    ("F5", 18, "chargé de tranquillité", "non", "04/02/2020", VERSION, ""),
    ("F5", 19, "agent de sûreté", "par_fonction", "", "", ""),
    ("F5", 19, "encadrant de ligne", "non", "04/02/2020", VERSION, ""),
)
# answers by secrecy; shares of the answers 1 to 5, of those bound by secrecy then of the others
ANSWERS = (("par_etat", 18), ("par_fonction", 16), ("par_mission", 12), ("non", 52))
TRUST = {
    "confiance": ((16, 26, 26, 22, 10), (6, 12, 20, 40, 22)),
    "discretion": ((14, 24, 26, 24, 12), (8, 14, 20, 36, 22)),
    # placebo: everybody knows the rules as little
    "regles": ((10, 16, 22, 34, 18), (10, 18, 20, 32, 20)),
    "retour": ((26, 32, 20, 14, 8), (22, 30, 20, 18, 10)),
}
INCIDENTS = (
    (2021, "tiers", "rappel", 2),
    (2022, "tiers", "rappel", 3),
    (2021, "erreur_envoi", "rappel", 7),
    (2022, "hors_groupe", "aucune", 9),
)
REVIEWED = ((2021, False), (2022, False))
TASKS = (
    ("Tenir la charte à jour et recueillir les signatures", {1: "A", 2: "R", 7: "C", 10: "C", 20: "I"}),
    ("Vérifier un flux avant qu'il ne commence", {1: "A", 2: "R", 10: "C", 14: "C"}),
    ("Tenir le registre des échanges", {1: "A", 2: "R", 9: "I", 20: "I"}),
    ("Informer les personnes", {2: "A", 9: "R", 16: "R", 17: "R", 20: "R"}),
    ("Former les signataires", {2: "R", 6: "A", 14: "C", 20: "C"}),
    ("Donner suite à un manquement", {1: "A", 2: "R", 7: "I", 10: "C"}),
    ("Tenir la revue annuelle", {1: "A", 2: "R", 7: "C", 10: "C", 14: "I"}),
)  # fmt: skip


def _org(rank: int) -> str:
    return f"ORG{rank:02d}"


def _instances(story: Story) -> pd.DataFrame:
    """The formations of the council, as its own file says them, with what a charter asks of them."""
    formations = council_files(story)["formations"]
    assert isinstance(formations, pd.DataFrame)
    rows = [
        {
            "instance_id": each["formation_id"],
            "label_fr": each["label_fr"],
            "kind": each["kind"],
            "rules_adopted_on": each["rules_adopted_on"],
            "charter_version": VERSION if each["charter_signed_on"] is not None else "",
            "register_exists": each["formation_id"] == KEPT,
            "breach_procedure": each["formation_id"] == KEPT,
            "dpo_opinion_on": day("13/01/2020") if each["formation_id"] == KEPT else None,
        }
        for each in formations.to_dict("records")
    ]
    return pd.DataFrame(rows, dtype=object)


def _flows() -> pd.DataFrame:
    columns = ["flow_id", "from_org", "to_org", "instance_id", "info_class", "purpose_fr", "legal_basis",
               "legal_exception", "personal_data", "offence_data", "channel", "recipients_n",
               "retention_days", "person_informed", "logged", "return_flow"]  # fmt: skip
    rows = [
        (f"X{rank:02d}", _org(each[0]), _org(each[1]), *each[2:])
        for rank, each in enumerate(FLOWS, start=1)
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _controls(flows: pd.DataFrame) -> pd.DataFrame:
    """What the mission found of the controls that are judged; usually satisfied, some exceptions."""
    rows = []
    for flow in flows.to_dict("records"):
        secret = flow["info_class"] == "secrete"
        if not (secret or flow["info_class"] == "confidentielle" or flow["personal_data"]):
            continue
        asked = ["TIERS", "FICHIER", "CONNAITRE", "MINIMISATION"]
        asked += ["SECRET"] * secret + ["INFRACTION"] * bool(flow["offence_data"])
        for control in asked:
            status = JUDGED_APART.get((flow["flow_id"], control), "conforme")
            if status:
                rows.append((flow["flow_id"], control, status))
    return pd.DataFrame(rows, columns=["flow_id", "control_id", "status"])


def _signatories() -> pd.DataFrame:
    rows = [
        (place, _org(org), role, secrecy, day(signed) if signed else None, version,
         day(trained) if trained else None)
        for place, org, role, secrecy, signed, version, trained in SIGNATORIES
    ]  # fmt: skip
    columns = ["instance_id", "org_id", "role_fr", "secrecy", "signed_on", "version", "trained_on"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _trust(story: Story) -> pd.DataFrame:
    rng = story.chance("trust_answers")
    secrecy = [status for status, count in ANSWERS for _ in range(count)]
    frame = pd.DataFrame({"answer_id": "", "secrecy": secrecy})
    for item, shares in TRUST.items():
        frame[item] = 0
        for bound in (True, False):
            index = list(frame.index[(frame["secrecy"] != "non") == bound])
            values = deal((1, 2, 3, 4, 5), shares[0 if bound else 1], len(index))
            frame.loc[shuffled(index, rng), item] = values
    frame = frame.loc[shuffled(range(len(frame)), rng)].reset_index(drop=True)
    frame["answer_id"] = [f"P{rank:03d}" for rank in range(1, len(frame) + 1)]
    return frame


def _tasks() -> pd.DataFrame:
    rows = [
        (f"T{rank}", task, _org(org), role)
        for rank, (task, roles) in enumerate(TASKS, start=1)
        for org, role in roles.items()
    ]
    return pd.DataFrame(rows, columns=["task_id", "task_fr", "org_id", "role"])


def chartered(story: Story) -> dict[str, Content]:
    """Files of the engagement « charte »; empty for a city that has none."""
    if story.city != CITY or story.city not in COUNCILS:
        return {}
    flows = _flows()
    return {
        "exchange_instances": _instances(story),
        "info_flows": flows,
        "flow_controls": _controls(flows),
        "signatories": _signatories(),
        "trust_answers": _trust(story),
        "confidentiality_incidents": pd.DataFrame(
            INCIDENTS, columns=["year", "breach_class", "action", "count"]
        ),
        "annual_reviews": pd.DataFrame(REVIEWED, columns=["year", "held"]).assign(changes_fr=""),
        "charter_tasks": _tasks(),
    }
