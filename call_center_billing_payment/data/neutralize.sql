-- a copy of the database must not be able to use, or be told by, the gateways of the original
UPDATE payment_provider
   SET paypal_access_token = NULL,
       paypal_access_token_expiry = '1970-01-01',
       paypal_webhook_id = NULL;
