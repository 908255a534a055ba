"""Demonstration data: an invented stationery association, its people and its papers."""
