"""Truths and placebos planted in each city, told beside its story."""

from data.demo.generate.cities.truths import (
    chennevieres_sur_marne,
    creteil,
    les_lilas,
    montreuil,
    plaisir_les_clayes,
    ville_exemple,
)
from data.demo.generate.expectations import numbered
from data.demo.generate.writing import Records

TRUTHS = {
    "montreuil": montreuil.TRUTHS,
    "creteil": creteil.TRUTHS,
    "les-lilas": les_lilas.TRUTHS,
    "plaisir-les-clayes": plaisir_les_clayes.TRUTHS,
    "chennevieres-sur-marne": chennevieres_sur_marne.TRUTHS,
    "ville-exemple": ville_exemple.TRUTHS,
}


def truths(city: str) -> Records:
    """Truths T1, T2… of a city."""
    return numbered(TRUTHS[city])
