"""What CCAvenue is called here, where it is, and what it takes."""

CODE = "ccavenue"

#: where customers are sent to pay; True for real money
TRANSACTION_URLS = {
    True: "https://secure.ccavenue.com/transaction/transaction.do?command=initiateTransaction",
    False: "https://test.ccavenue.com/transaction/transaction.do?command=initiateTransaction",
}
#: where it is asked, server to server
API_URLS = {
    True: "https://api.ccavenue.com/apis/servlet/",
    False: "https://apitest.ccavenue.com/apis/servlet/",
}
API_ENDPOINT = "DoWebTrans"

#: where the customer's browser comes back to, and where CCAvenue may report by itself; the provider's id follows
RETURN_URL = "/payment/ccavenue/return"
CANCEL_URL = "/payment/ccavenue/cancel"
NOTIFY_URL = "/payment/ccavenue/notify"

#: the currencies that every account can be opened for; more can be chosen on the provider
CURRENCIES = ("INR", "USD", "SGD", "GBP", "EUR")

#: the payment methods that are switched on with the provider
METHODS = {"card", "netbanking", "upi", "wallets_india", "emi_india", "paylater_india", "visa", "mastercard", "amex"}

CRON = "call_center_billing_payment.call_ccavenue_cron"
#: minutes until a customer who has not come back is asked for; CCAvenue closes its page after 15
PATIENCE = 20
#: minutes until a last look at a payment that failed: the customer may have tried again in another tab, and left
LAST_LOOK = 60
#: hours after which nobody pays any more who has left the page
OPEN_HOURS = 24
