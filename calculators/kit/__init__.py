"""What the calculators share: words, fields, reading and showing values, the working calendar, HTML, the door."""
