"""Speed and size of reading Thai, printed beside newmm + TF-IDF + logistic regression on the same messages."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nlp import versions
from nlp.reader import load_reader

MESSAGE = "แจ้งไฟถนนหน้าวัดดับมาสามคืนแล้วครับ มืดมาก เดินไม่ได้เลย กลัวอุบัติเหตุ ช่วยมาดูหน่อยนะครับ ขอบคุณครับ"
ROUNDS = 2000
LOADING = """
import sys, time
def memory():
    return int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6
import numpy
before, start = memory(), time.perf_counter()
from nlp.reader import load_reader
reader = load_reader()
loaded = time.perf_counter() - start
for _ in range(300):
    reader.read('ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ มืดมาก ช่วยมาดูหน่อย')
print(f'{loaded:.2f} {memory() - before:.0f} {"sklearn" in sys.modules}')
"""


def timed(read: Callable[[str], object]) -> tuple[float, float]:
    """Median and 99th percentile of a reading, in milliseconds of this process' own time."""
    read(MESSAGE)
    took = []
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        read(MESSAGE)
        took.append((time.process_time_ns() - start) / 1e6)
    took.sort()
    return statistics.median(took), took[int(ROUNDS * 0.99)]


def row(name: str, found: str, bar: str) -> None:
    print(f"  {name:<46}{found:>22}   {bar}")


def run() -> None:
    """Print the figures that the reader promises, and what they are compared to."""
    print("reading Thai (a message of 100 characters, one core)")
    median, slow = timed(load_reader().read)
    row("whole reading, p50 / p99", f"{median:.2f} / {slow:.2f} ms", "bar 1 / 3 ms")
    plain()
    loaded, memory, foreign = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True
    ).stdout.split()
    row("loading", f"{loaded} s", "bar 1 s")
    row("memory of the reader", f"{memory} MB", "bar 80 MB")
    row("scikit-learn imported", foreign, "bar False")
    size = sum(path.stat().st_size for path in versions.MODELS.rglob("*") if path.is_file())
    row("model files", f"{size / 1e6:.1f} MB", "bar 20 MB")


def plain() -> None:
    """The plain model, trained on a part of the corpus: its speed does not hang on how much it saw."""
    try:
        from nlp.learning.compose import compose
        from nlp.learning.corpus import read_corpus
        from nlp.learning.plain import fit_plain
    except ImportError:
        row("newmm + TF-IDF + logistic regression", "not installed", "(train extra)")
        return
    examples = compose([line for line in read_corpus() if not line.wording][::12], 7)
    median, slow = timed(fit_plain(examples))
    row("newmm + TF-IDF + logistic regression, p50 / p99", f"{median:.2f} / {slow:.2f} ms", "category and kind only")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    run()
