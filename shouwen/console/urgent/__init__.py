"""限次加急响应: what was asked for and promised, and the forms of one."""
