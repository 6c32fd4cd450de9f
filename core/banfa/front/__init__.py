"""The front: reads requests in the loop, within limits, and hands whole ones to the application."""
