"""The public API: one door, where the rooms' routers are put together."""
