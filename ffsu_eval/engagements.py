"""The engagement types that the workbench knows: one notebook each."""

from dataclasses import dataclass

STRATEGY = ("strategy_start", "strategy_end")


@dataclass(frozen=True)
class Engagement:
    """One type of mission: its notebook, its French name, the city of its default parameters.

    ``questions``: prefix of its questions (data/reference/evaluation_questions.csv); ``needs``:
    optional parameters without which it makes no sense; ``uses``: others that its notebook reads;
    ``looks_back``: it judges a policy, whose years must lie within those of the data;
    ``plans``: it is about what is to come: nothing of it is measured yet;
    ``compares``: an analyst may vary with which communes it compares; ``crime``: recorded crime is
    part of it, and its absence is said.
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
    crime: bool = True

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
        "charte",
        "Charte déontologique d'échange d'informations confidentielles",
        "CHA",
        "ville-exemple",
        crime=False,
    ),
)
ENGAGEMENTS: dict[str, Engagement] = {each.key: each for each in _ALL}
