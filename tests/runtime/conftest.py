"""Makes the hand-written runtime importable as `runtime`, as it is in `templates/python`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "templates" / "python"))
