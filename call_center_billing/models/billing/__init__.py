from . import account_move
from . import call_statement
from . import call_statement_line
from . import call_statement_order
from . import sale_order
