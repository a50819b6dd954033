"""The workshop: set up, launch, build, lock. No lesson imports anything from here."""
