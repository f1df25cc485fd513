"""What the manifests say: which add-ons are ours and in which order, what they stand on, and whether they changed.

python3 addons.py ours|template|key ROOT
"""

import ast
import hashlib
import sys
from graphlib import TopologicalSorter
from pathlib import Path

# Beyond what the manifests ask for: a chart of accounts, and the payment gateways that the demo and the tests use.
ALSO_IN_TEMPLATE = ("l10n_se", "payment_demo", "payment_paypal", "payment_stripe")


def dependencies(root):
    """Each of our add-ons with the modules its manifest names."""
    return {
        manifest.parent.name: set(ast.literal_eval(manifest.read_text(encoding="utf-8")).get("depends", ()))
        for manifest in sorted(root.glob("*/__manifest__.py"))
    }


def ours(root):
    depends = dependencies(root)
    order = TopologicalSorter({name: needs & depends.keys() for name, needs in depends.items()})
    return list(order.static_order())


def template(root):
    depends = dependencies(root)
    return sorted(set().union(ALSO_IN_TEMPLATE, *depends.values()) - depends.keys())


def key(root):
    """One hash over what an installation reads. Changed tests must not cost an installation, and are no part of it."""
    total = hashlib.sha256()
    for addon in ours(root):
        for path in sorted((root / addon).rglob("*")):
            inside = path.relative_to(root / addon).parts
            if path.is_file() and inside[0] != "tests" and path.suffix != ".pyc":
                total.update(f"{path.relative_to(root)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def main(what, root):
    if what == "ours":
        print("\n".join(ours(Path(root))))
    elif what == "template":
        print(",".join(template(Path(root))))
    elif what == "key":
        print(key(Path(root)))


if __name__ == "__main__":
    main(*sys.argv[1:])
