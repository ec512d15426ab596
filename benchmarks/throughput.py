"""Documents a second, CPU time and peak memory of `musnad annotate`, `musnad build` and Daft.

    uv run python benchmarks/throughput.py REPORTS [--sizes 250 500 1000] [--workers 1 2]
        [--commands annotate build daft]

REPORTS is a folder of reports, or a `.jsonl.gz` file of articles with `title`, `author`,
`date_extracted` and `content`, which is unpacked to one text file an article. Each figure is
of a whole process, start included; ratios compare each row with the first of its command. CPU time,
of all its processes, changes little where other work goes on beside; `peak` is that of the largest
process. `daft` is `annotate --engine daft` on this machine. Without `--sizes`, all reports are
measured.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WIDTHS = (9, 9, 9, 8, 11, 9, 8)


@dataclass(frozen=True, slots=True)
class Run:
    """One measured command: seconds by the clock and of CPU, the peak of its largest process."""

    seconds: float
    cpu: float
    peak_mb: float


def unpack(source: Path, folder: Path) -> Iterator[Path]:
    """Write each article as a text file in the way a page reads: title, byline, date, text."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            a = json.loads(line)
            path = folder / f"{i:05}_{a['source']}.txt"
            head = f"{a['title']}\n\n{a['author']}\n{a['date_extracted'][:10]}\n\n"
            path.write_text(head + a["content"] + "\n", encoding="utf-8")
            yield path


def measure(command: list[str]) -> Run:
    """Run a command with its output thrown away; raise if it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … failed with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(time.perf_counter() - start, cpu, usage.ru_maxrss / 1024)


def rows(paths: list[Path], verb: str, sizes: list[int], workers: list[int]) -> Iterator[str]:
    """Yield one line of the table for each size and number of workers."""
    musnad = str(Path(sys.executable).with_name("musnad"))
    first: tuple[float, float] | None = None
    for size in sizes:
        for count in workers:
            with tempfile.TemporaryDirectory() as scratch:
                batch = Path(scratch, "batch")
                batch.mkdir()
                for path in paths[:size]:
                    (batch / path.name).symlink_to(path.resolve())
                command = [musnad, verb, str(batch), "--workers", str(count)]
                if verb == "daft":
                    command[1] = "annotate"
                    command += ["--engine", "daft", "-o", str(Path(scratch, "out.parquet"))]
                if verb == "build":
                    command += ["-o", str(Path(scratch, "case.musnad"))]
                run = measure(command)
            rate = len(paths[:size]) / run.seconds
            first = first or (rate, run.peak_mb)
            yield (
                f"{verb:10}{len(paths[:size]):9}{count:9}"
                f"{rate:9.1f}{rate / first[0]:8.2f}{1000 * run.cpu / len(paths[:size]):11.1f}"
                f"{run.peak_mb:9.0f}{run.peak_mb / first[1]:8.2f}"
            )


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--commands", nargs="+", default=["annotate", "build"],
                        choices=["annotate", "build", "daft"])  # fmt: skip
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if args.reports.is_dir():
            paths = sorted(p for p in args.reports.rglob("*") if p.is_file())
        else:
            paths = list(unpack(args.reports, Path(scratch)))
        heads = ("reports", "workers", "docs/s", "ratio", "CPU ms/doc", "peak MB", "ratio")
        print(f"{'command':10}" + "".join(f"{h:>{w}}" for h, w in zip(heads, WIDTHS, strict=True)))
        for verb in args.commands:
            for line in rows(paths, verb, args.sizes or [len(paths)], args.workers):
                print(line, flush=True)


if __name__ == "__main__":
    main()
