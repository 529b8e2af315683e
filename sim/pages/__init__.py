"""Charts and pages of a study, made from its folder of results."""
