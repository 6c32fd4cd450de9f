"""What all pages share: who is logged in, how a page is declared, forms, tables, and how errors look."""
