"""What the law computes: scalar, pure functions, one file an institution.

A rule reads a policy record `p`, a `person` or plain numbers, and changes nothing. Money is whole fen, shares are
whole parts per million, dates are ordinals. A test calls a rule with plain numbers and records; a kernel calls the
same function, compiled.
"""
