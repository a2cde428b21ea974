"""The stories of the missions on radicalisation, by city."""

from data.demo.generate.territories.stories import (
    aix_marseille_provence,
    grand_paris_grand_est,
    paris_terre_d_envol,
    ville_exemple,
)

TERRITORIES = {
    module.STORY.city: module.STORY
    for module in (
        aix_marseille_provence,
        paris_terre_d_envol,
        grand_paris_grand_est,
        ville_exemple,
    )
}
