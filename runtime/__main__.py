"""`python -m songc.runtime` is the command line."""

import sys

from .main import main

sys.exit(main())
