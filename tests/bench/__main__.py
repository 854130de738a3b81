"""`python -m tests.bench`: measures with whole processes and prints the figures beside what they are compared to."""

from importlib import import_module
from importlib.util import find_spec

from tests.bench import pump

if __name__ == "__main__":  # the load generator is started as a process that imports this file again
    pump.run()
    for name in ("reading", "sameness", "results", "cases"):
        if find_spec(f"tests.bench.{name}") is not None:
            import_module(f"tests.bench.{name}").run()
