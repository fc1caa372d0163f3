"""The library over a wire: HTTP for programs, the Model Context Protocol for assistants. Only asking, nothing is changed."""
