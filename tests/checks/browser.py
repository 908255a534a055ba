"""Browser tests want Debian's Chromium: installed where that can be done, else said to be left out."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of a Chromium that is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Chromium with apt, when this is Debian or a child of it and we may."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (("update",), ("install", "-y", "--no-install-recommends", "chromium")):
            subprocess.run(
                ["apt-get", "-qq", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL
            )


if __name__ == "__main__":
    if not chromium():
        install()
    if not chromium():
        print("No Chromium here, and it could not be installed: the browser tests will be skipped.")
