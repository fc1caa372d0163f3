"""Writes disclosures of invented cities, with every printed figure beside them."""
