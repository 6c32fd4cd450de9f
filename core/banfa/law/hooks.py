"""The mark a plugin puts on its hooks: `from banfa.law import hook`, then `@hook` above each function."""

import pluggy

hook = pluggy.HookimplMarker("banfa")
"""Hook specifications, with an example each, are in `banfa.cities.hookspecs`."""
