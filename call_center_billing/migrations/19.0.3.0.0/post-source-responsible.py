"""Sources that were there before get the one who made them as the person who looks after them."""


def migrate(cr, version):
    """Unless that is the system itself, or somebody who left."""
    cr.execute(
        """
        UPDATE call_source SET user_id = maker.id
          FROM res_users maker
         WHERE maker.id = call_source.create_uid AND maker.active AND NOT maker.share AND call_source.user_id IS NULL
        """
    )
