"""The page: widgets and rendering, no rule of the domain."""
