"""Many blocks of lives: cut, lived side by side, stopped and resumed; and what a scenario expects of them."""
