"""The vocabulary that rooms share: one table a kind of thing, below everything and importing nothing of `sim`.

members.py   what members of a table share: number, word, meaning in both languages
law.py       the words a parameter may take, the tiers of providers, the sizes of tables
states.py    what a person can be and choose
events.py    what a file may say is certain to happen
flows.py     where money goes
reasons.py   why a thing is refused
"""
