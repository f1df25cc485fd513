-- a copy of the database must not be able to use, or be told by, the gateways of the original
UPDATE payment_provider
   SET paypal_access_token = NULL,
       paypal_access_token_expiry = '1970-01-01',
       paypal_webhook_id = NULL;
UPDATE payment_provider
   SET ccavenue_merchant_id = NULL,
       ccavenue_access_code = NULL,
       ccavenue_working_key = NULL,
       ccavenue_api_access_code = NULL,
       ccavenue_api_working_key = NULL;
