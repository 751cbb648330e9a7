"""Operators (Open Referral HSDS names): organisations today, their services later."""
