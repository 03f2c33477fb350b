"""限次加急响应 at the hospital's door: the units that are left, and the real promise before it is sent."""
