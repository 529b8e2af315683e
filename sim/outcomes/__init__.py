"""What comes out: the outcomes, their statistics and the result files."""
