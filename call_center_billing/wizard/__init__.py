from . import call_cost_again
from . import call_import_upload
from . import call_margin_accept
from . import call_number_assign
from . import call_price_lookup
from . import call_price_lookup_rows
from . import call_rate_from_cost
from . import call_statement_invoice
