"""What sharing out a generation gains: the same strategy handed the ``map`` of several helpers.

Each evaluation takes as long as asked: it computes, or it waits, as for a simulator or a device. So
the tables show from which length on sharing pays, and what a task costs on top. The fastest of
several rounds counts, since other work on the machine only ever adds. Every way must give the same
numbers as the serial run.

Run: python tests/bench/bench_cluster.py (Dask is left out when it is not installed)
"""

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import numpy as np
from timing import machine

from nn_helpers import data, evolution, network

MILLISECONDS = (0, 1, 2, 5, 10, 20)
BUDGET = 60  # three generations of twenty candidates
ROUNDS = 7
WORKERS = 2
START = network.initialise(np.random.default_rng(0), 1.0)


def cost(params, milliseconds, waits):
    """Return the cost on XOR, after waiting or computing for some milliseconds."""
    X, Y = data.xor()
    found = network.cost(network.predict(params, X), Y)
    if waits:
        time.sleep(milliseconds / 1000)
        return found
    end = time.thread_time() + milliseconds / 1000
    while time.thread_time() < end:
        network.predict(params, X)
    return found


def dask_map(stack):
    """Return the map of a local Dask cluster, or None when Dask is not installed."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        return None
    cluster = LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None)
    client = stack.enter_context(Client(stack.enter_context(cluster)))
    return client.get_executor(pure=False).map


def main():
    print(machine())
    with ExitStack() as stack:
        maps = {
            "serial": map,
            "threads": stack.enter_context(ThreadPoolExecutor(WORKERS)).map,
            "processes": stack.enter_context(ProcessPoolExecutor(WORKERS)).map,
        }
        dask = dask_map(stack)
        if dask:
            maps["Dask, local cluster"] = dask
        for waits in (False, True):
            what = "waiting" if waits else "computing"
            print(f"\n| {what}, ms | {' | '.join(maps)} |\n|---|{'---|' * len(maps)}")
            for milliseconds in MILLISECONDS:
                print(row(partial(cost, milliseconds=milliseconds, waits=waits), maps), flush=True)


def row(f, maps):
    """Return one row of a table: milliseconds an evaluation, and the speed-up over serial."""
    best, found = dict.fromkeys(maps, np.inf), {}
    for _ in range(ROUNDS):
        for name, run in maps.items():
            begin = time.perf_counter()
            found[name] = evolution.es_descent(f, START, 0, BUDGET, map=run)
            best[name] = min(best[name], time.perf_counter() - begin)
    assert all(np.array_equal(each.costs, found["serial"].costs) for each in found.values())
    cells = (f"{s / BUDGET * 1000:.2f} ({best['serial'] / s:.2f} x)" for s in best.values())
    return f"| {f.keywords['milliseconds']} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
