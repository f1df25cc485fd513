"""What is charged beside calls, and how each kind is counted."""

KINDS = [
    ("setup", "Set-up"),
    ("recurring", "Recurring"),
    ("support", "Support"),
    ("seat", "Per seat"),
    ("did_setup", "Set-up of a number"),
    ("did_rental", "Rental of a number"),
    ("agent_hour", "Per agent hour"),
    ("commitment", "Minimum commitment"),
    ("volume", "Volume discount"),
    ("one_time", "One time"),
]
#: charged once, on the first day
ONCE = ("setup", "one_time")
#: known only when the period is over: always charged in arrears
MEASURED = ("agent_hour", "volume", "commitment")
