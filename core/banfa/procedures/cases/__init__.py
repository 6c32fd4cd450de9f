"""Cases: from a lead (线索) to remedies that hold, served, done, undone and filed."""
