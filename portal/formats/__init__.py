"""How dates are written where Django's own habit is not the region's."""
