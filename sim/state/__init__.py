"""What is kept of a person from one day to the next: one record an institution, put together in `person.py`.

Dates are ordinals, money whole fen, months of the calendar are counted from year 0 (`year * 12 + month - 1`), yes and
no are 1 and 0. Rules read these records and change nothing; processes change them; `sim/world` lays them out in memory.
"""
