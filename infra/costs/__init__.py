"""What a stage costs a month: published prices times how much of each is used."""
