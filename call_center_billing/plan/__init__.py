"""What is sold beside single calls: periods, charges, included units. Pure: no Odoo, no I/O, no clock."""
