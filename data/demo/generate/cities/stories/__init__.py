"""The stories, by city."""

from data.demo.generate.cities.stories import (
    chennevieres_sur_marne,
    creteil,
    les_lilas,
    montreuil,
    plaisir_les_clayes,
    ville_exemple,
)

STORIES = {
    module.STORY.city: module.STORY
    for module in (
        montreuil,
        creteil,
        les_lilas,
        plaisir_les_clayes,
        chennevieres_sur_marne,
        ville_exemple,
    )
}
