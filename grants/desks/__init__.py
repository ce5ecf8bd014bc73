"""What areas of casework put on the desk."""
