from . import call_file_column_mixin  # before the models that inherit it
from . import call_deck_mapping
from . import call_deck_mapping_column
from . import call_deck
from . import call_deck_destination
from . import call_deck_line
from . import call_deck_layout
from . import call_deck_reading
from . import call_deck_preview
from . import call_deck_apply
from . import call_deck_faults
from . import call_rate_card
from . import call_rate_version
