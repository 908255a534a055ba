"""Blobs, their names, where the store is and where short-lived files go.

Imports nothing: the supervisor and the store's process need ``location`` and ``client`` alone.
"""
