"""Studies: how blocks of lives are simulated, resumed, compared, swept and verified, and what a scenario expects."""
