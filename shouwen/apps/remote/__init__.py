"""远程服务: authorised by the hospital, session by session on record."""
