"""Views: what the templates see. Frozen, and finished: no template computes a name, a type, an import or an order."""
