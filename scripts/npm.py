"""`python scripts/npm.py ARGUMENTS`: npm in `frontend/`, with the Node that the set-up chose."""

import sys

import node

if __name__ == "__main__":
    sys.exit(node.npm(sys.argv[1:]))
