"""What a notebook shows: blocks that JupyterLab displays and the renderers read."""

# output type under which a block publishes the data behind it
DATA_MIME = "application/vnd.ffsu-eval+json"
