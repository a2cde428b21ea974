"""What each report on radicalisation must find again, by city."""

from data.demo.generate.expectations import numbered
from data.demo.generate.territories.truths import (
    aix_marseille_provence,
    grand_paris_grand_est,
    paris_terre_d_envol,
)
from data.demo.generate.writing import Records

TRUTHS = {
    "aix-marseille-provence": aix_marseille_provence.TRUTHS,
    "paris-terre-d-envol": paris_terre_d_envol.TRUTHS,
    "grand-paris-grand-est": grand_paris_grand_est.TRUTHS,
}


def truths(city: str) -> Records:
    """Truths T1, T2… of a territory."""
    return numbered(TRUTHS[city])
