"""What a study looks like on a screen."""
