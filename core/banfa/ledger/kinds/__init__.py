"""What can be recorded: a module for each topic with its tables and kinds; `registry` names them all."""
