from . import account_move
from . import account_move_annex
from . import call_statement
from . import call_statement_line
from . import call_statement_order
from . import ir_actions_report
from . import sale_order
