"""在线服务: a hospital and an agent talk at once; every word is on the card."""
