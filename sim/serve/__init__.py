"""The page to ask on: a household written in a form or as YAML, simulated, and answered in place.

`app.py` is the server, `line.py` the studies that wait and run, each in a process of its own, `worker.py` that process.
"""
