"""Files of a bureau's cases (案卷材料): scans of papers and official texts, whole or not at all."""
