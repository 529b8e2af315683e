"""Many blocks of lives: cut, lived side by side, stopped and resumed."""
