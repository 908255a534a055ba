"""One step a module, named by the time it was written; ``evolve(request)`` makes it, in one transaction.

A step may meet a store that has it already in part (a new archive begins with today's classes): it must
change only what it finds old.
"""
