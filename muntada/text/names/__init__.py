"""Names of persons and organisations, compared across scripts.

`parsing` takes a name apart, `letters` writes each part as sounds, `distance` weighs two parts, `keys` says under
which keys a part is found, `attested` knows which spellings were written for the same Arabic word.
"""
