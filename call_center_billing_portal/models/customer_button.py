"""Mails of a record lead customers with a login to its page of the portal."""


def with_button(groups, url, title):
    """Give the customers among a mail's recipients a button.

    :param groups: what `_notify_get_recipients_groups` of `mail` returns
    """
    for name, _chosen, values in groups:
        if name == "portal":
            values.update(active=True, has_button_access=True, button_access={"url": url, "title": title})
    return groups
