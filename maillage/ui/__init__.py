"""The look: tokens, fonts, components, page frame, gallery and error pages. Knows no trade."""
