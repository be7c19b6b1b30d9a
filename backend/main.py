"""`python main.py`: the server, as hosting platforms start it. Other commands are named as for `csms`."""

import sys

from csms.cli import main

if __name__ == "__main__":
    sys.exit(main())
