"""The vocabulary that rooms share: one table a kind of thing, below everything and importing nothing of `sim`.

`law.py` holds the words a parameter may take and the sizes of its tables, `states.py` what a person can be, `flows.py`
where money goes, `reasons.py` why a thing is refused.
"""
