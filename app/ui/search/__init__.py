"""The search of the header: anything by any code of it, or by words.

said   a hit in words
hits   the list of hits below the field
view   the field
"""

from .view import Search as Search

__all__ = ["Search"]
