#!/usr/bin/env python3
"""Compares what is live in a collection with what a list of changes should have left.

usage: compare_live.py URL COLLECTION CHANGES.jsonl[.gz]...

URL is the ingest service's, such as http://127.0.0.1:8081. The files hold changes as `./kotae publish` takes them, one JSON
object a line; they are applied in order: the last change to an id decides. Documents are compared by id and by the SHA-256 of
their bytes. Exit code 0 where both are the same, 1 where they differ (the first differences are printed).
"""
import base64
import gzip
import hashlib
import json
import sys
import urllib.request


def content(change):
    if change.get("text") is not None:
        return change["text"].encode("utf-8")
    if change.get("base64") is not None:
        return base64.b64decode(change["base64"])
    return None


def expected(names):
    live = {}
    changes = 0
    for name in names:
        opened = gzip.open(name, "rt", encoding="utf-8") if name.endswith(".gz") else open(name, encoding="utf-8")
        with opened as lines:
            for line in lines:
                if line.strip():
                    change = json.loads(line)
                    changes += 1
                    body = content(change)
                    if body is None:
                        live.pop(change["id"], None)
                    else:
                        live[change["id"]] = hashlib.sha256(body).hexdigest()
    return live, changes


def actual(url, collection):
    with urllib.request.urlopen(f"{url}/api/index/{collection}/documents") as response:
        documents = [json.loads(line) for line in response if line.strip()]
    return {d["id"]: d["contentHash"] for d in documents if d["state"] == "live"}


def main(url, collection, *names):
    want, changes = expected(names)
    have = actual(url.rstrip("/"), collection)
    missing = sorted(set(want) - set(have))
    surplus = sorted(set(have) - set(want))
    other = sorted(i for i in set(want) & set(have) if want[i] != have[i])
    print(f"{changes} changes leave {len(want)} documents; live in {collection}: {len(have)}; "
          f"missing {len(missing)}, surplus {len(surplus)}, with other content {len(other)}")
    for label, ids in (("missing", missing), ("surplus", surplus), ("other content", other)):
        for i in ids[:10]:
            print(f"  {label}: {i}")
    return 1 if missing or surplus or other else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
