from . import deck_files
