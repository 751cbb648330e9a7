"""The public site: home, pages that staff write, the office's frame, the partners' space."""
