"""Policy documents: where they are used, whether they hold together, and whether quotes stand in them."""
