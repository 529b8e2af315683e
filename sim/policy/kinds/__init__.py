"""The kinds of value a parameter can have: how a file writes it, and which numbers of the record it fills.

kind.py       what a kind is, and what kinds need of their neighbours
scalars.py    kinds of one text: yuan, rates, counts, days, words; lists of them and steps by age
mappings.py   several figures under names: an extra, a window, late payment, the premium, the account's parts
groups.py     the groups of people that benefit tables tell apart
menu.py       what self-payers may choose
tables.py     benefit tables: figures by group, tier, and band or stay
programmes.py programmes for chronic diseases, each with such tables
"""
