"""The bases of recorded crime (SSMSI, Licence Ouverte 2.0), in every layout that users hold.

Producer: Service statistique ministériel de la sécurité intérieure, « Bases statistiques communale,
départementale et régionale de la délinquance enregistrée par la police et la gendarmerie
nationales », data.gouv.fr.

- ``layout``: which heading of a file is which column, in every release and after re-saving;
- ``files``: which files of the public data make one release;
- ``text``: the rows of a release as text, sorted by territory, in batches.

The complement columns (département mean of the communes that are not published) are not values of
the commune: no module names them, so that they never enter.
"""
