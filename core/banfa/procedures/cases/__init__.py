"""Cases: from a lead (线索) to measures that hold, served, done, undone and filed."""
