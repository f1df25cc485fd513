"""Who and what there is in the sample world: plain data."""

from .generator import Caller

#: name, name in Swedish, class, article (xml id), prefixes
DESTINATIONS = (
    ("Sweden fixed", "Sverige fast", "local", "product_call_local", ("46",)),
    ("Sweden mobile", "Sverige mobil", "mobile", "product_call_mobile", ("4670", "4672", "4673", "4676", "4679")),
    ("Sweden freephone", "Sverige frisamtal", "free", "product_call_free", ("4620",)),
    ("Sweden premium 0900", "Betalnummer 0900", "premium", "product_call_premium", ("46900", "46939", "46944")),
    ("Norway", "Norge", "international", "product_call_international", ("47",)),
    ("Norway mobile", "Norge mobil", "international", "product_call_international", ("474", "479")),
    ("Denmark", "Danmark", "international", "product_call_international", ("45",)),
    ("Finland", "Finland", "international", "product_call_international", ("358",)),
    ("Finland mobile", "Finland mobil", "international", "product_call_international", ("3584", "35850")),
    ("United Kingdom", "Storbritannien", "international", "product_call_international", ("44",)),
    ("United Kingdom mobile", "Storbritannien mobil", "international", "product_call_international", ("447",)),
    ("Germany", "Tyskland", "international", "product_call_international", ("49",)),
    ("Spain", "Spanien", "international", "product_call_international", ("34",)),
    ("USA and Canada", "USA och Kanada", "international", "product_call_international", ("1",)),
)

#: card: destination → price a minute, connection fee (both micro-units), first seconds, steps
CARDS = {
    "Bas 2026": {
        "Sweden fixed": (190_000, 390_000, 1, 1),
        "Sweden mobile": (690_000, 390_000, 1, 1),
        "Sweden freephone": (0, 0, 1, 1),
        "Sweden premium 0900": (9_900_000, 3_000_000, 60, 60),
        "Norway": (890_000, 690_000, 60, 1),
        "Norway mobile": (1_290_000, 690_000, 60, 1),
        "Denmark": (890_000, 690_000, 60, 1),
        "Finland": (890_000, 690_000, 60, 1),
        "Finland mobile": (1_490_000, 690_000, 60, 1),
        "United Kingdom": (990_000, 690_000, 60, 1),
        "United Kingdom mobile": (1_990_000, 690_000, 60, 1),
        "Germany": (890_000, 690_000, 60, 1),
        "Spain": (990_000, 690_000, 60, 1),
        "USA and Canada": (790_000, 690_000, 60, 1),
    },
    "Företag 2026": {
        "Sweden fixed": (90_000, 0, 1, 1),
        "Sweden mobile": (390_000, 0, 1, 1),
        "Sweden freephone": (0, 0, 1, 1),
        "Sweden premium 0900": (9_900_000, 3_000_000, 60, 60),
        "Norway": (450_000, 0, 30, 6),
        "Norway mobile": (850_000, 0, 30, 6),
        "Denmark": (450_000, 0, 30, 6),
        "Finland": (450_000, 0, 30, 6),
        "Finland mobile": (950_000, 0, 30, 6),
        "United Kingdom": (490_000, 0, 30, 6),
        "United Kingdom mobile": (1_190_000, 0, 30, 6),
        "Germany": (450_000, 0, 30, 6),
        "Spain": (490_000, 0, 30, 6),
        "USA and Canada": (390_000, 0, 30, 6),
    },
    "Kampanj 2026": {
        "Sweden fixed": (60_000, 0, 1, 1),
        "Sweden mobile": (290_000, 0, 1, 1),
        "Sweden freephone": (0, 0, 1, 1),
        "Norway": (390_000, 0, 1, 1),
        "Norway mobile": (690_000, 0, 1, 1),
        "Denmark": (390_000, 0, 1, 1),
        "Finland": (390_000, 0, 1, 1),
        "Finland mobile": (750_000, 0, 1, 1),
        "United Kingdom": (390_000, 0, 1, 1),
        "United Kingdom mobile": (890_000, 0, 1, 1),
        "Germany": (390_000, 0, 1, 1),
        "Spain": (390_000, 0, 1, 1),
        "USA and Canada": (350_000, 0, 1, 1),
        "Sweden premium 0900": (9_900_000, 3_000_000, 60, 60),
    },
}

#: what the carrier charges, as above; Finnish mobiles have become dearer than the business card sells them
COST_CARD = "Carrier 2026"
COSTS = {
    "Sweden fixed": (35_000, 0, 1, 1),
    "Sweden mobile": (145_000, 0, 1, 1),
    "Sweden freephone": (0, 0, 1, 1),
    "Sweden premium 0900": (7_200_000, 2_400_000, 60, 60),
    "Norway": (190_000, 0, 1, 1),
    "Norway mobile": (410_000, 0, 1, 1),
    "Denmark": (160_000, 0, 1, 1),
    "Finland": (310_000, 0, 1, 1),
    "Finland mobile": (980_000, 0, 1, 1),
    "United Kingdom": (130_000, 0, 1, 1),
    "United Kingdom mobile": (520_000, 0, 1, 1),
    "Germany": (150_000, 0, 1, 1),
    "Spain": (140_000, 0, 1, 1),
    "USA and Canada": (110_000, 0, 1, 1),
}
#: per cent of the price that should be left
MINIMUM_MARGIN = 20

#: cards with time bands
BANDED = ("Företag 2026",)
#: days of 2026 (month, day) that are holidays
HOLIDAYS = (
    *((1, 1, "Nyårsdagen"), (1, 6, "Trettondedag jul"), (4, 3, "Långfredagen"), (4, 6, "Annandag påsk")),
    *((5, 1, "Första maj"), (5, 14, "Kristi himmelsfärdsdag"), (6, 19, "Midsommarafton")),
    *((10, 31, "Alla helgons dag"), (12, 24, "Julafton"), (12, 25, "Juldagen"), (12, 26, "Annandag jul")),
)
#: how Swedish mobiles' numbers begin
MOBILE_CALLERS = ("4670", "4672", "4673", "4676", "4679")

#: key: name, street, postcode, town, price list (None: that of the group), e-mail, is a company
CUSTOMERS = {
    "acme": ("Acme AB", "Sveavägen 44", "111 34", "Stockholm", "Företag", "ekonomi@acme.example", True),
    "prepaid": ("Sju Rosor Blommor AB", "Odengatan 12", "114 24", "Stockholm", "Bas", "hej@sjurosor.example", True),
    "nordic": (
        "Nordic Support Partners AB",
        "Kungsportsavenyn 3",
        "411 36",
        "Göteborg",
        "Företag",
        "finance@nordicsupport.example",
        True,
    ),
    "tarot": ("Stjärnklart Tarot AB", "Stora Nygatan 21", "211 37", "Malmö", "Bas", "info@stjarnklart.example", True),
    "bygg": (
        "Bergström Bygg AB",
        "Industrigatan 8",
        "582 77",
        "Linköping",
        "Bas",
        "faktura@bergstrombygg.example",
        True,
    ),
    "fjall": (
        "Fjällnät Bredband AB",
        "Rådhusgatan 40",
        "831 34",
        "Östersund",
        None,
        "drift@fjallnat.example",
        True,
    ),
    "anna": ("Anna Lindqvist", "Björkvägen 5", "756 46", "Uppsala", "Bas", "anna.lindqvist@example.com", False),
    "cafe": ("Café Solsidan", "Storgatan 17", "392 32", "Kalmar", "Bas", "fika@solsidan.example", True),
}

#: whose number, what it is called, caller
NUMBERS = (
    ("acme", "Switchboard", Caller("46812345678", "Acme AB", 7, ("acme",), 140)),
    ("acme", "Sales", Caller("46812345690", "Acme AB Sales", 5, ("acme",), 210)),
    ("prepaid", "Shop", Caller("46812340005", "Sju Rosor", 3, ("prepaid7",), 95)),
    ("nordic", "Dialler", Caller("46317001000", "Nordic Support", 26, ("SPRING", "RENEW", "SURVEY"), 110)),
    ("nordic", "Office", Caller("46317001001", "Nordic Support", 3, ("",), 180)),
    ("tarot", "Studio", Caller("46406002000", "Stjarnklart", 6, ("",), 420)),
    ("bygg", "Office", Caller("46136003000", "Bergstrom Bygg", 5, ("",), 120)),
    ("bygg", "Site manager", Caller("46706003001", "Bergstrom Bygg", 4, ("",), 80)),
    ("fjall", "Support desk", Caller("46636004000", "Fjallnat", 9, ("",), 260)),
    ("anna", "Home", Caller("46186005000", "A Lindqvist", 1.2, ("",), 300)),
    ("cafe", "Till", Caller("46480600600", "Cafe Solsidan", 2, ("",), 70)),
)
#: calls from a number that nobody has registered yet
STRANGER = Caller("46850001234", "Unknown", 1, ("",), 60)

#: client, name, account code, has a price list of its own
CAMPAIGNS = (
    ("acme", "Acme switchboard", "acme", False),
    ("nordic", "Spring renewal", "SPRING", True),
    ("nordic", "Contract renewal", "RENEW", True),
    ("nordic", "Customer survey", "SURVEY", False),
)

#: login: name, group (xml id); the password is the login
USERS = {
    "manager": ("Maria Manager", "call_center_billing.call_center_billing_group_manager"),
    "clerk": ("Klas Clerk", "call_center_billing.call_center_billing_group_clerk"),
    "sales": ("Sara Sales", "call_center_billing.call_center_billing_group_sales"),
}
#: portal login of these customers; password is the login
PORTAL = ("acme", "nordic", "anna")
