"""Runs a command and writes what it took, as JSON: measured.py RESULT COMMAND [ARGUMENT…]

Node can not ask for the peak memory of a process that it started, and reading /proc from time to time misses the last
moments; the kernel tells the parent that waits for the process. The peak is that of the largest process: git, which is
started on the way, does not add to it.
"""

import json
import os
import sys
import time

result, *command = sys.argv[1:]
start = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - start

# Kilobytes on Linux, bytes on macOS.
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
with open(result, "w") as file:
    json.dump({"seconds": seconds, "peakBytes": peak, "exitCode": os.waitstatus_to_exitcode(status)}, file)
