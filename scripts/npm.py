"""`python -m scripts.npm ARGUMENTS`: npm in `frontend/`, with the Node that the set-up chose."""

import sys

from scripts import node

if __name__ == "__main__":
    sys.exit(node.npm(sys.argv[1:]))
