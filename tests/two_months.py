"""A household whose two months are certain, for tests of what is done with a result, whatever it holds.

Wei pays 2 % of 10,000 in each of two months: 400.
"""

TWO_MONTHS = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000}
"""
