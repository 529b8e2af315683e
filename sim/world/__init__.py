"""The world of a block of lives: people, families, books and chance. No law in here."""
