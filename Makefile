# Each target is a script of the same name, which says at its top what it does; ARGS="..." is passed on.
TARGETS = setup demo test run stop shell psql lint bench i18n clean lock

.PHONY: help $(TARGETS)
help:
	@echo 'make demo    an Odoo with example data, at http://127.0.0.1:8069 (CCB_PORT=...)'
	@echo 'make run     the same in the foreground, for work on the code (ARGS="-u call_center_billing")'
	@echo 'make stop    end the server and the private PostgreSQL'
	@echo 'make test    all tests; a part with ARGS="call_center_billing/tests/tariff -k name"'
	@echo 'make lint    all checks that need no database; some with ARGS="ruff xml", repairs with ARGS=--fix'
	@echo 'make bench   the benchmarks'
	@echo 'make i18n    write the templates of the translations anew, and bring the translations into line'
	@echo 'make shell   Python with the models of the demo database; make psql: its SQL'
	@echo 'make setup   what the others do first: Odoo, Python packages, PostgreSQL, a template database'
	@echo 'make clean   remove all of that (downloads stay in ~/.cache/call-center-billing)'
	@echo 'make lock    write the lock files of the Python packages anew'

$(TARGETS):
	@scripts/$@ $(ARGS)
