"""Measuring a real instance from outside: started with ``serve``, used over HTTP."""
