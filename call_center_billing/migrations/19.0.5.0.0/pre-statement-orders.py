"""A statement may have several orders: orders point to their statement, lines know whether they are ordered."""

from odoo.tools.sql import column_exists


def migrate(cr, version):
    """Make and fill the columns before Odoo does: what was ordered or invoiced stays so, and nothing is open again."""
    if column_exists(cr, "sale_order", "call_statement_id"):
        return
    cr.execute("ALTER TABLE sale_order ADD COLUMN call_statement_id integer")
    cr.execute("ALTER TABLE call_statement ADD COLUMN closed boolean")
    cr.execute("ALTER TABLE call_statement_line ADD COLUMN ordered boolean")
    link(cr)


def link(cr):
    """Link orders to the statements they were made of, those that were cancelled since too."""
    cr.execute(
        """UPDATE sale_order SET call_statement_id = made.statement_id
             FROM (SELECT DISTINCT ON (item.order_id) item.order_id, line.statement_id
                     FROM sale_order_line item JOIN call_statement_line line ON line.id = item.call_statement_line_id
                    ORDER BY item.order_id, line.statement_id) made
            WHERE sale_order.id = made.order_id"""
    )
    # those of whose lines nothing is left
    cr.execute(
        """UPDATE sale_order SET call_statement_id = statement.id FROM call_statement statement
            WHERE statement.order_id = sale_order.id AND sale_order.call_statement_id IS NULL"""
    )
    cr.execute("UPDATE call_statement SET closed = (state <> 'open')")
    cr.execute("UPDATE call_statement SET order_id = NULL WHERE state = 'open' AND order_id IS NOT NULL")
    cr.execute(
        """UPDATE call_statement_line SET ordered = TRUE
             FROM sale_order_line item JOIN sale_order made ON made.id = item.order_id AND made.state <> 'cancel'
            WHERE item.call_statement_line_id = call_statement_line.id"""
    )
