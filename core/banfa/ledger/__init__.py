"""What happened, decisions included: tables, recording, and the sheet that turns them into columns."""
