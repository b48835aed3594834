"""What `published.py` runs in the environment of a published SDK: a small call and pages of items, on a mock transport.

Takes a case as JSON (`published.Peer`), prints ratios as JSON. Imports nothing but the SDK and its HTTP library.
"""

from __future__ import annotations

import gc
import importlib
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

ROUNDS = 11


class Server:
    """Answers every request with `body`."""

    def __init__(self, http: Any) -> None:
        self.body = b""
        headers = {"content-type": "application/json"}
        self.transport = http.MockTransport(lambda request: http.Response(200, content=self.body, headers=headers))


def main(case: dict[str, Any]) -> None:
    http = importlib.import_module(case["http"])
    server = Server(http)
    raw = http.Client(transport=server.transport)
    options = {case["option"]: "k", "http_client": http.Client(transport=server.transport)}
    client = getattr(importlib.import_module(case["module"]), case["cls"])(**options)
    one, page = (eval(f"lambda client: {case[key]}") for key in ("one", "page"))

    def empty() -> bytes:
        return bytes(raw.get("https://api.example.com/v1/things/x").content)

    server.body = json.dumps({"result": case["item"]} if case["wrapped"] else case["item"]).encode()
    plain, called = timed([lambda: json.loads(empty()), lambda: one(client)], 100)
    found = {"call": called / plain}
    for count in (100, 1000):
        server.body = json.dumps({**case["envelope"], case["items"]: [case["item"]] * count}).encode()
        loads, got, decoded = timed([lambda: json.loads(server.body), empty, lambda: page(client)], 2000 // count)
        found[str(count)] = (decoded - got) / loads
    found["bytes"] = held(lambda: getattr(page(client), case["items"])) / 1000
    print(json.dumps(found))


def timed(calls: Sequence[Callable[[], object]], number: int) -> list[float]:
    """Median CPU seconds of each, in turns. Nothing waits here: a wall clock would show how busy the machine is."""
    times: list[list[float]] = [[] for _ in calls]
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS + 1):
        for position, call in enumerate(calls):
            started = time.process_time()
            for _ in range(number):
                call()
            times[position].append((time.process_time() - started) / number)
    gc.enable()
    return [statistics.median(samples[1:]) for samples in times]


def held(call: Callable[[], Any]) -> int:
    """Bytes that the decoded items of a page keep in memory."""
    call()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    items = call()
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    assert len(items) == 1000
    return after - before


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
