"""The world a life is lived in: people, families, books and chance. No law in here."""
