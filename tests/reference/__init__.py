"""A second simulator of the same households, written from the law's page alone, to be compared with the first.

Plain Python: a person is an object and a SimPy process, money is whole fen, shares are whole parts per million. It
takes from `sim` how files are read, the values of the law, and the words; none of what simulates.
"""
