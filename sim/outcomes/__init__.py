"""What comes out: the outcomes, their statistics, the result files and what a scenario expects of them."""
