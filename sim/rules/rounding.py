"""The one way a share of money is rounded."""

MILLION = 1_000_000


def share(amount: int, rate: int):
    """`rate` parts per million of `amount` fen, rounded half up to a whole fen.

    >>> share(375_651, 20_000)  # 2 % of 3756.51 yuan = 75.1302
    7513
    """
    return (amount * rate + MILLION // 2) // MILLION


def whole_yuan(amount: int):
    """`amount` fen, rounded half up to whole yuan.

    >>> whole_yuan(835_590)
    835600
    """
    return (amount + 50) // 100 * 100


def part_of(amount: int, numerator: int, denominator: int):
    """`amount` x numerator / denominator, rounded half up to a whole fen.

    >>> part_of(168_000, 7, 12)
    98000
    """
    return (2 * amount * numerator + denominator) // (2 * denominator)


def divided(amount: int, rate: int):
    """The cost of which `amount` fen is the share `rate`, rounded half up; nothing where the rate is 0.

    >>> divided(6_000, 600_000)
    10000
    """
    if rate == 0:
        return 0
    return (2 * amount * MILLION + rate) // (2 * rate)
