"""The engagement types that the workbench knows: one notebook each."""

from dataclasses import dataclass

from ffsu_eval import extensions

STRATEGY = ("strategy_start", "strategy_end")
# a mission on radicalisation knows no neighbourhood, no fact, no victim: were such files at hand for
# another mission of the city, it would not open them
NEVER_ON_RADICALISATION = (
    "délinquance enregistrée",
    "enquêtes",
    "quartiers",
    "incidents locaux",
    "réponses existantes",
    "marches exploratoires",
    "données sociales",
    "zones et zones témoins",
    "situations examinées",
    "événements",
    "exigences légales",
)


@dataclass(frozen=True)
class Engagement:
    """One type of mission: its notebook, its French name, the city of its default parameters.

    ``questions``: prefix of its questions (data/reference/evaluation_questions.csv); ``needs``:
    optional parameters without which it makes no sense; ``uses``: others that its notebook reads;
    ``looks_back``: it judges a policy, whose years must lie within those of the data;
    ``plans``: it is about what is to come: nothing of it is measured yet;
    ``compares``: an analyst may vary with which communes it compares;
    ``never_reads``: groups of datasets that it leaves closed (``gate.datasets``), even where another
    mission of the city has them; ``least``: floor of every threshold on numbers of persons.
    """

    key: str
    label_fr: str
    questions: str
    default_city: str
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    looks_back: bool = False
    compares: bool = False
    plans: bool = False
    never_reads: tuple[str, ...] = ()
    least: int = 0

    @property
    def notebook(self) -> str:
        """File name of its notebook, in notebooks/."""
        return f"{self.key}.ipynb"


_ALL = (
    Engagement("dls", "Diagnostic local de sécurité", "DLS", "creteil", compares=True),
    Engagement(
        "stspd",
        "Stratégie territoriale de sécurité et de prévention de la délinquance",
        "STS",
        "creteil",
        needs=STRATEGY,
        uses=("builds_on",),
        plans=True,
    ),
    Engagement(
        "evaluation",
        "Évaluation d'une politique locale de sécurité et de tranquillité publique",
        "EVA",
        "saint-nazaire",
        needs=STRATEGY,
        looks_back=True,
        compares=True,
    ),
    Engagement(
        "clspd",
        "Conseil local de sécurité et de prévention de la délinquance",
        "CLS",
        "chennevieres-sur-marne",
        needs=("council_stage",),
        uses=STRATEGY,
    ),
    Engagement(
        "radicalisation",
        "Prévention de la radicalisation : diagnostic et plan d'actions",
        "RAD",
        "aix-marseille-provence",
        uses=STRATEGY,
        plans=True,
        never_reads=NEVER_ON_RADICALISATION,
        least=11,
    ),
    Engagement(
        "doctrine_pm",
        "Doctrine d'emploi d'un service de police municipale",
        "DOC",
        "ville-exemple",
    ),
    Engagement("nuit", "Politique de la vie nocturne", "NUI", "ville-exemple"),
    Engagement(
        "charte",
        "Charte déontologique d'échange d'informations confidentielles",
        "CHA",
        "ville-exemple",
        never_reads=("délinquance enregistrée", "incidents locaux"),
    ),
)
_FOUND = (Engagement(**extensions.part(key).ENGAGEMENT) for key in extensions.found())
ENGAGEMENTS: dict[str, Engagement] = {each.key: each for each in (*_ALL, *_FOUND)}
