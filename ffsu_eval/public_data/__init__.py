"""« make data »: the public files that data/external/sources.yml lists, fetched and verified.

- ``listing``: which files, typed;
- ``datagouv``: where each one is now, and its checksum, by the API of data.gouv.fr;
- ``web``: one way to ask, with time-outs, new tries and French reasons;
- ``transfer``: reception of a large file, taken up again where it was cut;
- ``receipts``: what was received, so that a content that changes afterwards is seen;
- ``errand``: one file, from the question to its place;
- ``bring``: all of them, one run at a time.
"""
