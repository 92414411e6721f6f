#!/usr/bin/env python3
"""Draws the scenarios that the model's page shows: one panel per body system and two more, the first reading and the first
sign of each. Reads what `setpoint-cli simulate ID -o DIR/ID.csv` wrote. Not a test: a picture to be looked at.

usage: plot_scenarios.py DIR OUT.png   (needs matplotlib)
"""

import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

folder, out = Path(sys.argv[1]), sys.argv[2]
files = sorted(folder.glob("*.csv"))
fig, axes = plt.subplots(4, 4, figsize=(15, 10), constrained_layout=True)
for ax, file in zip(axes.flat, files):
    with file.open() as f:
        rows = list(csv.reader(f))
    names, data = rows[0], [[float(x) for x in r] for r in rows[1:]]
    hours = [r[0] for r in data]
    days = hours[-1] > 72
    time = [h / 24 if days else h for h in hours]
    reading = next(i for i, n in enumerate(names) if n.startswith("reading_"))
    signs = [i for i, n in enumerate(names) if n.startswith("symptom_") and "_late" not in n]
    ax.plot(time, [r[reading] for r in data], color="#1b6ca8", lw=0.9)
    ax.set_title(file.stem.replace("_", " "), fontsize=10, loc="left")
    ax.set_ylabel(names[reading].removeprefix("reading_").replace("_", " "), fontsize=7, color="#1b6ca8")
    ax.set_xlabel("days" if days else "hours", fontsize=8)
    ax.tick_params(labelsize=7)
    if signs:
        worst = max(signs, key=lambda i: max(r[i] for r in data))
        twin = ax.twinx()
        twin.fill_between(time, [r[worst] for r in data], color="#c8452d", alpha=0.35, lw=0)
        twin.set_ylim(0, 100)
        name = names[worst].removeprefix("symptom_").removesuffix("_of_100").replace("_", " ")
        twin.set_ylabel(f"{name}, of 100", fontsize=7, color="#c8452d")
        twin.tick_params(labelsize=7)
for ax in axes.flat[len(files):]:
    ax.axis("off")
fig.savefig(out, dpi=80)
