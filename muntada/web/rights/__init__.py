"""The pages of persons' rights: what is asked for, disputed, corrected, erased, assessed, and breaches."""
