"""``python -m ffsu_eval`` and the console script ``ffsu-eval``."""

from ffsu_eval.cli import main

if __name__ == "__main__":
    main()
