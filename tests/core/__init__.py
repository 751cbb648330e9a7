"""Tests of the ground floor: outbox and worker, seals, guards, clock, limits, the demo's courier."""
