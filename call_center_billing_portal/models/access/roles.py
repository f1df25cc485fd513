"""What a user of a company account may do on the portal. Pure: names only."""

from typing import Final

#: role -> the field of a contact that gives it
ROLES: Final = {
    "bills": "call_portal_bills",
    "calls": "call_portal_calls",
    "order": "call_portal_order",
    "users": "call_portal_users",
}
