"""The web app's speed and memory on a case: how long pages take, how large the server grows.

uv run musnad build REPORTS -o large.musnad
uv run python benchmarks/web.py large.musnad
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx

_PAGES = (
    "/",
    "/statements",
    "/reports",
    "/names",
    "/sources",
    "/figures",
    "/api/chronology?limit=50",
)


def main() -> None:
    """Serve the case, ask for each page many times, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, default=100, help="how often each page is asked for")
    asked = parser.parse_args()
    command = (sys.executable, "-c", "from musnad.cli import main; main()", "serve", asked.case)
    with subprocess.Popen((*command, "--port", "0"), stderr=subprocess.PIPE, text=True) as server:
        try:
            said = server.stderr.readline() if server.stderr else ""
            with httpx.Client(base_url=re.findall(r"http://\S+", said)[0], timeout=600) as client:
                measure(client, server.pid, asked.times)
        finally:
            server.terminate()


def measure(client: httpx.Client, server: int, times: int) -> None:
    """Print the first answer's time, then each page's median and 95th percentile."""
    start = time.perf_counter()
    held = client.get("/api/case").json()
    print(f"{held['reports']} reports, {held['entries']} entries, {held['statements']} statements")
    print(f"first answer after {time.perf_counter() - start:.1f} s")
    print("| page | p50 ms | p95 ms | kB | server MB |\n| --- | --- | --- | --- | --- |")
    for page in _PAGES:
        took = []
        for n in range(times):
            begun = time.perf_counter()
            answer = client.get(page, headers={"accept-language": ("ar", "en")[n % 2]})
            took.append((time.perf_counter() - begun) * 1000)
            answer.raise_for_status()
        p95 = statistics.quantiles(took, n=20)[-1]
        size = len(answer.content) / 1000
        row = f"{page} | {statistics.median(took):.0f} | {p95:.0f} | {size:.0f} | {_memory(server)}"
        print(f"| {row} |")
    print(f"largest: {_memory(server, 'VmHWM')} MB")


def _memory(process: int, what: str = "VmRSS") -> int:
    """Return a process's memory in MB, as Linux counts it."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) // 1000


if __name__ == "__main__":
    main()
