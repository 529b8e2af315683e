"""Transfers to relatives' wallets (医保钱包)."""


class Transfers:
    """How many transfers were made on the last day on which any was."""

    on: int
    count: int
