"""Make `import plan` (the pure package) importable."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1] / "call_center_billing"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
