"""推荐汇总表: the enterprises that a district recommends for a call, as it has submitted them."""
