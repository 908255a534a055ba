"""Secrets that the browser or a program keeps, and what the store keeps of them."""

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits, safe in cookies and headers."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the store keeps: enough bits are random, so a quick digest is safe."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
