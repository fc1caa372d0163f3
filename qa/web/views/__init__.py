"""The pages of the site, one function ``show`` each."""
