"""What a company writes about itself: the profile's spec, and how it is read, shown and checked.

Everything but `document` runs in the browser too, where there is no PyYAML.
"""
