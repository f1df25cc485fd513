"""The sample world: a Swedish operator with a handful of customers. Loaded only by the command that makes it."""
