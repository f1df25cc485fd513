"""Each add-on is installed alone, in order, then upgraded, then uninstalled in reverse: nothing of it may be left."""

import json

import pytest

EXTENDED_MODELS = ("account.move", "product.pricelist", "res.config.settings", "res.partner", "sale.order")

# A view that mentions a field or a model that is gone is not valid. All views of Odoo would take minutes: those of
# the models that our add-ons show or extend are enough.
VALIDATE_VIEWS = """
for view in env["ir.ui.view"].search([("model", "in", {models})]):
    try:
        view._check_xml()
    except Exception as error:
        print("BROKEN", view.xml_id, repr(error)[:500])
"""

# Everything the database keeps beside rows: schema, and the records that make up an add-on.
CONTENT = """
select json_build_object(
    'columns', (select json_agg(table_name || '.' || column_name) from information_schema.columns
                 where table_schema = 'public'),
    'models', (select json_agg(model) from ir_model),
    'fields', (select json_agg(model || '.' || name) from ir_model_fields),
    'views', (select json_agg(id || ' ' || name) from ir_ui_view),
    'menus', (select json_agg(id || ' ' || (name ->> 'en_US')) from ir_ui_menu),
    'actions', (select json_agg(id || ' ' || type || ' ' || (name ->> 'en_US')) from ir_actions),
    'crons', (select json_agg(id || ' ' || cron_name) from ir_cron),
    'rules', (select json_agg(id || ' ' || name) from ir_rule),
    'access', (select json_agg(id || ' ' || name) from ir_model_access),
    'groups', (select json_agg(id || ' ' || (name ->> 'en_US')) from res_groups),
    'parameters', (select json_agg(key) from ir_config_parameter),
    'sequences', (select json_agg(id || ' ' || name) from ir_sequence),
    'functions', (select json_agg(proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                   where n.nspname = 'public'
                     and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')))
"""


class Database:
    """The scratch database, looked at from outside Odoo."""

    def __init__(self, checkout):
        self.checkout = checkout
        self.name = checkout.toolchain("database_name lifecycle").strip()

    def odoo(self, *command):
        return self.checkout.output("scripts/odoo", *command, "-d", self.name)

    def install(self, option, addons):
        return self.odoo("server", option, addons, "--no-http", "--stop-after-init", "--log-level=warn")

    def query(self, statement):
        return self.checkout.output("scripts/psql", "-qAtX", "-c", statement, CCB_DB=self.name).strip()

    def content(self):
        return {kind: set(rows or ()) for kind, rows in json.loads(self.query(CONTENT)).items()}

    def state(self, addon):
        return self.query(f"select state from ir_module_module where name = '{addon}'")

    def left_of(self, addon):
        return self.query(f"select model || ' ' || name from ir_model_data where module = '{addon}'")

    def models_with_our_views(self, addons):
        statement = """
            select json_agg(distinct view.model) from ir_ui_view view
              join ir_model_data data on data.model = 'ir.ui.view' and data.res_id = view.id
             where data.module = any(string_to_array('{}', ',')) and view.model is not null"""
        return json.loads(self.query(statement.format(",".join(addons))) or "null") or []

    def broken_views(self, models):
        shell = f"odoo_run shell -d {self.name} --no-http --log-level=warn"
        done = self.checkout.toolchain(f"{shell} <<'PYTHON'\n{VALIDATE_VIEWS.format(models=models)}\nPYTHON")
        return [line for line in done.splitlines() if "BROKEN" in line]


@pytest.fixture(scope="module")
def addons(checkout):
    return checkout.toolchain("our_addons").split()


@pytest.fixture(scope="module")
def database(checkout):
    database = Database(checkout)
    checkout.toolchain(f'copy_database "$(database_name template)" {database.name}')
    yield database
    checkout.toolchain(f"drop_database {database.name}")


@pytest.fixture(scope="module")
def content_before(database):
    return database.content()


def test_each_addon_installs_alone_in_order(database, content_before, addons):
    for addon in addons:
        database.install("-i", addon)
        assert database.state(addon) == "installed"


@pytest.fixture(scope="module")
def models(database, addons):
    """Asked while they are installed."""
    return sorted({*EXTENDED_MODELS, *database.models_with_our_views(addons)})


def test_all_of_them_upgrade(database, addons, models):
    database.install("-u", ",".join(addons))
    assert [database.state(addon) for addon in addons] == ["installed"] * len(addons)
    assert not database.broken_views(models)


def test_each_of_them_uninstalls_in_reverse(database, addons):
    for addon in reversed(addons):
        database.odoo("module", "uninstall", addon)
        assert database.state(addon) == "uninstalled"
        assert database.left_of(addon) == ""


def test_nothing_is_left(database, content_before):
    content = database.content()
    assert {kind: rows - content_before[kind] for kind, rows in content.items() if rows - content_before[kind]} == {}


def test_nothing_else_is_gone(database, content_before):
    content = database.content()
    assert {kind: rows - content[kind] for kind, rows in content_before.items() if rows - content[kind]} == {}


def test_remaining_views_are_valid(database, models):
    assert not database.broken_views(models)
