"""`python -m tests.corpus.measure COMMAND …` runs a command and prints exit code, output, CPU seconds, peak memory.

In a process of its own because the system counts the children of a process together, and only those that have ended.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys


def main(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Linux counts in kibibytes, macOS in bytes.
    kibibytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    report = {
        "code": done.returncode,
        "output": done.stdout,
        "errors": done.stderr,
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": kibibytes / 1024,
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
