"""An optional language model that rewords answers: asked over HTTP, believed only where its words say the same."""
