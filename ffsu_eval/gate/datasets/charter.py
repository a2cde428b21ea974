"""A charter of information exchange: flows, instances, signatories, controls, trust, reviews.

Processes only, never a case nor a person: see ``charter_red_lines``, read with every file.
"""

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.french import lines_fr
from ffsu_eval.gate.datasets import charter_red_lines as red_lines
from ffsu_eval.gate.datasets.council import KINDS
from ffsu_eval.gate.datasets.governance import ID
from ffsu_eval.gate.schema import Column, Dataset, Rule, Tables, given_when
from ffsu_eval.reference import table, values
from ffsu_eval.sources.raw import ROW

CLASSES = ("publique", "statistique", "generale", "confidentielle", "secrete")
CHANNELS = ("reunion", "telephone", "courriel", "messagerie", "plateforme", "courrier")
INFORMED = ("oui", "motif", "non", "sans_objet")
SECRECY = ("par_etat", "par_fonction", "par_mission", "non")
STATUSES = ("conforme", "non", "so")
ROLES = ("R", "A", "C", "I")
BREACHES = ("tiers", "erreur_envoi", "acces", "hors_groupe", "fichier", "autre")
ANSWERS = ("aucune", "rappel", "suspension", "exclusion", "signalement")
ITEMS = values("charter_trust_items", "item")
ORGANISATION = ("organisations", "org_id")
YEAR = Column("year", "integer", minimum=2007, maximum=2100)


def judged() -> tuple[str, ...]:
    """Controls that a person judges; the others are computed from the register of flows."""
    known = table("charter_controls")
    return tuple(known.loc[known["established"] == "constate", "control_id"])


def _yes(raw: pd.DataFrame, column: str) -> pd.Series:
    return raw[column].str.lower() == "oui"


def _secret_without_exception(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["info_class"] == "secrete") & (raw["legal_exception"] == "")


def _open_with_person(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _yes(raw, "personal_data") & raw["info_class"].isin(("publique", "statistique"))


def _offence_without_person(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _yes(raw, "offence_data") & ~_yes(raw, "personal_data")


def _informed_without_object(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return _yes(raw, "personal_data") == (raw["person_informed"] == "sans_objet")


def _to_itself(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return raw["from_org"] == raw["to_org"]


INFO_FLOWS = Dataset(
    name="info_flows",
    label_fr="Flux d'information",
    file="info_flows.csv",
    key=("flow_id",),
    reader=red_lines.read_flows,
    columns=(
        Column("flow_id", pattern=r"X\d{1,3}"),
        Column("from_org", refers_to=ORGANISATION),
        Column("to_org", refers_to=ORGANISATION),
        Column("instance_id", required=False, refers_to=("exchange_instances", "instance_id")),
        Column("info_class", allowed=CLASSES),
        Column("purpose_fr", required=False),
        Column("legal_basis", required=False),
        Column("legal_exception", required=False),
        Column("personal_data", "yes_no"),
        Column("offence_data", "yes_no"),
        Column("channel", allowed=CHANNELS),
        Column("recipients_n", "integer", minimum=1, maximum=500),
        Column("retention_days", "integer", required=False, minimum=0, maximum=36_500),
        Column("person_informed", allowed=INFORMED),
        Column("logged", "yes_no"),
        Column("return_flow", "yes_no"),
    ),
    rules=(
        *red_lines.no_case("purpose_fr", "legal_basis", "legal_exception"),
        Rule(
            "information secrète sans exception légale écrite (CP, art. 226-13)",
            "legal_exception",
            _secret_without_exception,
        ),
        Rule(
            "donnée personnelle dans une information publique ou statistique",
            "info_class",
            _open_with_person,
        ),
        Rule(
            "donnée relative à une infraction sans donnée personnelle",
            "offence_data",
            _offence_without_person,
        ),
        Rule(
            "« sans_objet » si et seulement si le flux n'a pas de donnée personnelle",
            "person_informed",
            _informed_without_object,
        ),
        Rule("flux d'un organisme vers lui-même", "to_org", _to_itself),
    ),
)

EXCHANGE_INSTANCES = Dataset(
    name="exchange_instances",
    label_fr="Instances d'échange",
    file="exchange_instances.csv",
    key=("instance_id",),
    reader=red_lines.read_process,
    columns=(
        Column("instance_id", pattern=r"F\d{1,3}"),
        Column("label_fr"),
        Column("kind", allowed=KINDS),
        Column("rules_adopted_on", "date", required=False),
        Column("charter_version", required=False, pattern=r"[\w.\-]{1,20}"),
        Column("register_exists", "yes_no"),
        Column("breach_procedure", "yes_no"),
        Column("dpo_opinion_on", "date", required=False),
    ),
    rules=red_lines.no_case("label_fr"),
)


def _version_without_signature(raw: pd.DataFrame) -> pd.Series:
    return raw["signed_on"] != ""


SIGNATORIES = Dataset(
    name="signatories",
    label_fr="Signataires de la charte",
    file="signatories.csv",
    key=("instance_id", "org_id", "role_fr"),
    reader=red_lines.read_process,
    columns=(
        Column("instance_id", refers_to=("exchange_instances", "instance_id")),
        Column("org_id", refers_to=ORGANISATION),
        Column("role_fr"),
        Column("secrecy", allowed=SECRECY),
        Column("signed_on", "date", required=False),
        Column("version", required=False),
        Column("trained_on", "date", required=False),
    ),
    rules=(
        *red_lines.no_case("role_fr"),
        red_lines.no_name("role_fr"),
        given_when(
            "version",
            _version_without_signature,
            "version donnée si et seulement si la charte est signée",
        ),
    ),
)

# what a control is about: it cannot be « sans objet » on such a flow
OBJECT = {"SECRET": ("info_class", "secrete"), "INFRACTION": ("offence_data", "oui")}
WITHOUT_OBJECT = "contrôle « sans objet » sur un flux qu'il concerne"


def _controls(typed: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    """The controls; GateRefusal when one is said without object on a flow that it is about."""
    flows, raw = tables["info_flows"].frame.set_index("flow_id"), tables["flow_controls"]
    concerned = pd.Series(False, index=typed.index)
    for control, (column, value) in OBJECT.items():
        about = set(flows.index[flows[column].str.lower() == value])
        concerned |= (typed["control_id"] == control) & typed["flow_id"].isin(about)
    wrong = (concerned & (typed["status"] == "so")).fillna(False).to_numpy(dtype=bool)
    if wrong.any():
        where = lines_fr(sorted(int(line) for line in raw.frame.loc[wrong, ROW]))
        raise GateRefusal(f"{raw.file}, colonne status, {where} : {WITHOUT_OBJECT}")
    return {"flow_controls": typed}


FLOW_CONTROLS = Dataset(
    name="flow_controls",
    label_fr="Contrôles constatés, par flux",
    file="flow_controls.csv",
    key=("flow_id", "control_id"),
    reader=red_lines.read_process,
    columns=(
        Column("flow_id", refers_to=("info_flows", "flow_id")),
        Column("control_id", allowed=judged(), scale="contrôles à constater"),
        Column("status", allowed=STATUSES),
    ),
    load=_controls,
)

TRUST_ANSWERS = Dataset(
    name="trust_answers",
    label_fr="Confiance des professionnels",
    file="trust_answers.csv",
    key=("answer_id",),
    reader=red_lines.read_process,
    columns=(
        Column("answer_id", pattern=ID),
        Column("secrecy", allowed=SECRECY),
        *(Column(item, "integer", required=False, minimum=1, maximum=5) for item in ITEMS),
    ),
)

CONFIDENTIALITY_INCIDENTS = Dataset(
    name="confidentiality_incidents",
    label_fr="Manquements à la confidentialité, par nature et suite",
    file="confidentiality_incidents.csv",
    key=("year", "breach_class", "action"),
    reader=red_lines.read_process,
    columns=(
        YEAR,
        Column("breach_class", allowed=BREACHES),
        Column("action", allowed=ANSWERS),
        Column("count", "integer", minimum=1),
    ),
)

ANNUAL_REVIEWS = Dataset(
    name="annual_reviews",
    label_fr="Revues annuelles de la charte",
    file="annual_reviews.csv",
    key=("year",),
    reader=red_lines.read_process,
    columns=(YEAR, Column("held", "yes_no"), Column("changes_fr", required=False)),
    rules=red_lines.no_case("changes_fr"),
)


def _not_one_accountable(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["role"] == "A").groupby(raw["task_id"]).transform("sum") != 1


def _nobody_responsible(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
    return (raw["role"] == "R").groupby(raw["task_id"]).transform("sum") == 0


CHARTER_TASKS = Dataset(
    name="charter_tasks",
    label_fr="Rôles dans l'application de la charte",
    file="charter_tasks.csv",
    key=("task_id", "org_id"),
    reader=red_lines.read_process,
    columns=(
        Column("task_id", pattern=r"T\d{1,2}"),
        Column("task_fr"),
        Column("org_id", refers_to=ORGANISATION),
        Column("role", allowed=ROLES),
    ),
    rules=(
        *red_lines.no_case("task_fr"),
        Rule(
            "une tâche a un organisme qui en répond (A), et un seul", "role", _not_one_accountable
        ),
        Rule("une tâche a au moins un organisme qui la fait (R)", "role", _nobody_responsible),
    ),
)

FLOW_DATASETS = (INFO_FLOWS, FLOW_CONTROLS)
