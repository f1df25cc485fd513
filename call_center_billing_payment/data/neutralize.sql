-- a copy of a database asks nobody for money
UPDATE payment_provider
   SET ccavenue_merchant_id = NULL,
       ccavenue_access_code = NULL,
       ccavenue_working_key = NULL,
       ccavenue_api_access_code = NULL,
       ccavenue_api_working_key = NULL;
