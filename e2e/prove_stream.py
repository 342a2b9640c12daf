#!/usr/bin/env python3
"""Proves on a real edit history that the index ends where the changes say, whatever happens on the way.

usage: prove_stream.py BASE.jsonl[.gz] EVENTS.jsonl[.gz] [--dir STATE] [--kills N]

The files hold changes as `./kotae publish` takes them, one JSON object a line. A suite of its own is started under STATE (default: a new
folder, wiped at the end) and driven by its public interfaces, but for keys in Redis that are removed to make it replay:

  publish    base, then events: receipts account for every change, and live documents equal the changes applied in order
  again      the final state once more: no chunk is embedded
  replay     the topic from its start into the full index: the same digest, no chunk is embedded
  rebuild    the topic from its start into an emptied Redis: the same digest
  kill       base and events into a second collection while ingest is killed (kill -9) N times: the same live documents

Prints a line for each and exits with 1 if one fails. Needs nothing but Python and the built suite.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import compare_live

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = str(ROOT / "kotae")


def lines(name):
    opened = gzip.open(name, "rt", encoding="utf-8") if name.endswith(".gz") else open(name, encoding="utf-8")
    with opened as rows:
        return [row if row.endswith("\n") else row + "\n" for row in rows if row.strip()]


class Suite:
    """A running suite, spoken to as anybody could."""

    def __init__(self, folder):
        self.folder = folder
        self.up()

    def up(self):
        self.run("up", "--detach", "--no-demo")
        status = json.loads(self.run("status", "--json"))
        self.ingest = next(service for service in status["services"] if service["name"] == "ingest")
        self.redis_address = re.match(r"redis://([^:/]+):(\d+)", status["redis"]["url"]).groups()

    def run(self, *words, given=None, fails=False):
        done = subprocess.run([COMMAND, words[0], "--dir", self.folder, *words[1:]], input=given, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0 and not fails:
            raise SystemExit(f"kotae {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def publish(self, collection, changes):
        """Publishes changes and returns how many ended in which way."""
        report = json.loads(self.run("publish", "--json", "--collection", collection, "-", given="".join(changes)))
        return {outcome: report["outcomes"].get(outcome, 0) for outcome in ("applied", "unchanged", "superseded", "rejected")}

    def get(self, path):
        with urllib.request.urlopen(self.ingest["url"] + path) as answer:
            return json.load(answer)

    def embedded(self):
        with urllib.request.urlopen(self.ingest["managementUrl"] + "/q/metrics") as answer:
            for row in answer.read().decode().splitlines():
                if row.startswith("kotae_ingest_chunks_total") and 'how="embedded"' in row:
                    return int(float(row.rsplit(" ", 1)[1]))
        return 0

    def digest(self, collection):
        return self.get(f"/api/index/{collection}/digest")["digest"]

    def redis(self, *words):
        """One command whose reply is short."""
        with socket.create_connection(self.redis_address) as connection:
            connection.sendall(b"*%d\r\n" % len(words) + b"".join(
                b"$%d\r\n%s\r\n" % (len(word.encode()), word.encode()) for word in words))
            return connection.recv(65536)

    def replayed(self, collection, positions):
        """Waits until the partitions stand where they stood."""
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            try:
                if self.positions(collection) == positions and self.get(f"/api/index/{collection}")["lag"] == 0:
                    return
            except OSError:
                pass  # the index is not there yet
            time.sleep(0.5)
        raise SystemExit(f"{collection} was not read again within 10 minutes")

    def positions(self, collection):
        return {p["partition"]: p["position"] for p in self.get(f"/api/index/{collection}")["partitions"]}

    def read_again(self, collection, *command):
        positions = self.positions(collection)
        self.redis(*command)
        # Owners compare their offset with Redis' every few seconds; once it is gone they begin anew
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if self.positions(collection) != positions:
                    break
            except OSError:
                break
            time.sleep(0.05)
        self.replayed(collection, positions)


def check(name, good, words):
    print(f"{'ok  ' if good else 'FAIL'} {name}: {words}", flush=True)
    return good


def live(suite, collection, names):
    want, _ = compare_live.expected(names)
    have = compare_live.actual(suite.ingest["url"], collection)
    return want == have, f"{len(want)} documents expected, {len(have)} live, {len(set(want.items()) ^ set(have.items()))} differences"


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("base")
    options.add_argument("events")
    options.add_argument("--dir")
    options.add_argument("--kills", type=int, default=3)
    given = options.parse_args()
    names = [given.base, given.events]
    base, events = lines(given.base), lines(given.events)
    suite = Suite(given.dir or tempfile.mkdtemp(prefix="kotae-prove-"))
    good = True
    try:
        for name, changes in (("publish base", base), ("publish events", events)):
            started = time.monotonic()
            counts = suite.publish("proof", changes)
            good &= check(name, sum(counts.values()) == len(changes) and not counts["rejected"],
                          f"{len(changes)} changes, {counts}, {time.monotonic() - started:.1f} s")
        good &= check("live documents", *live(suite, "proof", names))

        embedded, digest = suite.embedded(), suite.digest("proof")
        want, _ = compare_live.expected(names)
        final = {}
        for row in base + events:
            final[json.loads(row)["id"]] = row
        counts = suite.publish("proof", [final[i] for i in want])
        good &= check("again", suite.embedded() == embedded and counts["unchanged"] == len(want),
                      f"{counts}, embedded {suite.embedded() - embedded} chunks")

        digest = suite.digest("proof")
        partitions = list(suite.positions("proof"))
        prefix = "kotae:proof/" + suite.get("/api/index/proof/digest")["generation"] + ":offset:"
        suite.read_again("proof", "DEL", *[prefix + str(p) for p in partitions])
        good &= check("replay", suite.digest("proof") == digest and suite.embedded() == embedded,
                      f"digest {suite.digest('proof')[:16]}, before {digest[:16]}, embedded {suite.embedded() - embedded} chunks")
        started = time.monotonic()
        suite.read_again("proof", "FLUSHALL")
        good &= check("rebuild", suite.digest("proof") == digest,
                      f"digest {suite.digest('proof')[:16]}, before {digest[:16]}, {time.monotonic() - started:.1f} s")

        counts = {}
        publishing = threading.Thread(target=lambda: counts.update(suite.publish("killed", base + events)))
        publishing.start()
        kills = 0
        while publishing.is_alive() and kills < given.kills:
            publishing.join(12)
            if publishing.is_alive():
                os.kill(suite.ingest["pid"], signal.SIGKILL)
                kills += 1
                suite.up()
        publishing.join()
        good &= check("kill", kills == given.kills and sum(counts.values()) == len(base + events),
                      f"{kills} times kill -9, {counts}")
        good &= check("live documents after it", *live(suite, "killed", names))
    finally:
        suite.run("down", *([] if given.dir else ["--wipe"]), fails=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
