"""What the calculators share: words, fields, reading and showing values, the calendar, HTML, the door."""
